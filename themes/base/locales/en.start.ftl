# Starting a site, asking for one, and the rules for it.
start-site-heading = Start a site in { $name }
start-site-now = Your site has its address as soon as you send this. You look after it, and everything can be changed later.
start-site-request = Say what your group is. Those who look after { $name } read it and answer you by mail.
start-site-now-button = Start the site
start-site-request-button = Ask for the site
start-network-heading = Start a network in { $name }
start-network-now = The network has its address as soon as you send this. You look after it and the sites beneath it.
start-network-request = Say what your network is. Those who look after { $name } read it and answer you by mail.
start-network-now-button = Start the network
start-network-request-button = Propose a network

start-name = Name
start-name-hint = What your group calls itself, as on a poster.
start-name-wrong = A name has between 1 and 120 characters.
start-label = Address
start-label-hint = One short word is enough. It stands before .{ $host }. Left empty, it follows from the name.
start-label-take = Take { $address }
start-address-free = { $address } is free.
start-address-taken = { $address } is taken. Choose another address.
start-address-reserved = { $address } is kept for other uses. Choose another address.
start-address-invalid = This cannot be an address. Use 2 to 40 letters, digits and hyphens.
start-about = What your group is
start-about-hint = A few sentences for somebody who has never heard of you.

start-where = Where you are
start-place = Town or city
start-place-hint = So that people find you nearby, and your clock is right. You can leave it out.
start-place-look-up = Look up
start-place-which = Which of these do you mean?
start-place-none = None of these: keep what I typed
start-place-unknown = We do not know this place. You can keep it as you typed it, or try a larger town nearby.
start-rough = Show roughly where we are
start-rough-hint = Somewhere within about ten kilometres.
start-where-exactly = A point on the map, another time zone
start-coordinates = Coordinates
start-coordinates-hint = Degrees north and east, as maps show them: 42.36, -71.06
start-coordinates-wrong = These are not coordinates. They look like 42.36, -71.06.
start-time-zone = Time zone
start-time-zone-hint = Left empty, it follows the place.
start-time-zone-wrong = There is no such time zone. Choose one from the list.
start-language = Language of the site
start-language-hint = You can write in others, too.
start-topics = Topics
start-topics-hint = What you work on, separated by commas: housing, food
start-topics-wrong = Choose at most { $most } topics of at most { $longest } characters each.
start-template = Begin with
start-template-hint = A template brings pages, menus and a look. You change them as you like.
start-template-none = An empty site
start-template-gone = This template is not there any more. Choose another one.
start-too-often = You have started or asked for three sites today. Go on tomorrow.

start-choose-heading = Start a site
start-choose-lead = Sites stand in a network. Which one is yours?
start-choose-empty = There is no network yet that a site could stand in.
start-choose-this = Start here
start-choose-whom = See whom to ask
start-choose-network = A network of your own
start-choose-network-hint = For a movement with several groups.
start-mode-open-short = You can start a site here at once.
start-mode-request-short = You say what your group is and get an answer by mail.
start-mode-invitation-short = Those who look after the network start sites here.

start-ask-heading = Ask somebody first
start-ask-site = New sites in { $name } are started by those who look after it.
start-ask-network = New networks in { $name } are started by those who look after it.
start-ask-closed = Nothing new can be started in { $name } at present.
start-ask-whom = Ask one of them:
start-ask-nobody = Nobody is named here. Somebody of a site near you will know whom to ask.
start-ask-back = Back to { $name }

start-asked-heading = Your requests
start-asked-lead = Those who look after this place have been told. They read what you wrote and answer by mail. If they say yes, your site is there at once and you look after it.
start-asked-none = You have not asked for anything here.
start-asked-again = Start something
start-asked-waiting = Waits for an answer
start-asked-accepted = Accepted: it is there
start-asked-declined = Declined

first-page-title = About us
first-page-who = We are { $name }.
first-page-who-where = We are { $name }, in { $place }.
first-page-more = This site is new. More about us will stand here soon.
first-event-title = Our first meeting
first-event-text = Say here what happens, who is welcome and what to bring.

room-requests = Requests
room-requests-heading = Requests
requests-lead = They would like to start something here and wait for your answer.
requests-none = Nobody waits for an answer. Who asks for a site here will stand in this list.
requests-look = Read and answer
requests-all = All requests
requests-decided-heading = Answered
requests-waiting = Waits
requests-accepted = Accepted
requests-declined = Declined
requests-from = { $person } asks.
requests-accept-heading = Accept
requests-accept-hint = It is there at once, { $person } looks after it and gets a mail.
requests-free = Free are:
requests-accept = Accept
requests-decline-heading = Decline
requests-reason = Why
requests-reason-hint = { $person } gets this by mail. Say what to change, or whom to talk to.
requests-reason-missing = Say why, so that they know what to change.
requests-decline = Decline
requests-decided = Somebody else has answered this already.
waiting-site-requests = { $count ->
    [one] One person asks to start something here.
   *[other] { $count } people ask to start something here.
}

room-rules = Rules
room-rules-heading = Rules for what is beneath
rules-lead-umbrella = What holds for all networks and their sites.
rules-lead-network = What holds for the sites of this network.
rules-widest = Who may start a site, at most
rules-widest-hint = Each network chooses for itself, but nothing wider than this.
rules-sites = Who may start a site here
rules-sites-hint = You can always start one yourself.
rules-mode-open = Everybody with an account, at once
rules-mode-request = Everybody with an account may ask, you answer
rules-mode-invitation = Only those who look after the network
rules-mode-wrong = Choose one from the list.
rules-networks = Who may start a network
rules-network-request = Everybody with an account may ask, you answer
rules-network-invitation = Only those who look after the umbrella
rules-features = Features on offer
rules-features-hint = What sites may switch on. What is on somewhere stays on there.
rules-quota = Room for uploads at each site, in megabytes
rules-quota-hint = Left empty, the usual bound holds. You can give a single site more or less.
rules-quota-wrong = This is not a number of megabytes between 1 and 1048576.

done-site-asked = Your request is on its way.
done-site-founded = Your site is there. Welcome!
done-site-granted = It is there. They get a mail.
done-site-declined = It is declined. They get a mail with your reason.
