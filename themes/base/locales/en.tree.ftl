# The workplace: sites beneath, settings, addresses, objecting, mail.
room-sites = Sites
room-sites-heading = Sites
room-settings = Settings
room-settings-heading = Settings
room-address = Address
room-address-heading = Address
room-mail = Mail
room-mail-heading = Outgoing mail
room-appeal-heading = This site is closed
waiting-suspended = { $count ->
   *[other] This site is closed. See why, and what you can do.
}

sites-search = Name or address
sites-search-button = Search
sites-show-all = All
sites-show-archived = Archived
sites-show-suspended = Closed
sites-show-without-manager = Without a site manager
sites-show-everything = Show all
sites-count = { $count ->
    [one] One found
   *[other] { $count } found
}
sites-kind-network = network
sites-kind-site = site
sites-status-archived = archived
sites-status-suspended = closed
sites-status-private = for members only
sites-published = Last published: { $when }
sites-published-never = Nothing published yet
sites-people = { $count ->
    [0] nobody belongs here
    [one] one person
   *[other] { $count } people
}
sites-earlier = Back
sites-later = Further
sites-none-found = Nothing fits that.
sites-none-yet = There is nothing here yet. Start the first one with the button above.
sites-new-network = Start a network
sites-new-site = Start a site

found-heading = A new network
found-message = A movement, with groups beneath it. You can invite the people who will look after it as soon as it is there.
found-button = Start the network
done-network-founded = The network is there. Now invite the people who look after it.

node-all = All sites
node-closed-because = It was closed for this reason:
node-no-reason = No reason was given.
node-appeal = Those who look after it object ({ $when }):
node-beyond = Somebody who looks after the umbrella closed it. Only they can open it again.
node-keepers = Who looks after it
node-no-keepers = Nobody does. Appoint somebody, so that questions find an answer.
node-appoint = Appoint somebody
node-log = What was done here
node-status = Open or closed
node-status-message = Archived: everything stays readable, nothing new appears. Members only: nobody else can read it. Closed: nobody can read it, and those who look after it are told why. Nothing is ever deleted.
node-reason = Why
node-reason-hint = Needed to close a site. Those who look after it read this.
node-reason-missing = Say why. Those who look after the site are told, and can object.
node-reason-long = Say it in at most 2000 characters.
node-act-archive = Archive it
node-act-hide = Members only
node-act-suspend = Close it
node-act-restore = Open it again
done-node-archived = It is archived. Everything stays readable.
done-node-hidden = Only members can read it now.
done-node-suspended = It is closed. Those who look after it have been told why.
done-node-restored = It is open to everybody again.
node-move = Move to another network
node-move-message = Its old address goes on leading there.
node-network = The network
node-network-missing = Choose the network it moves to.
node-move-label = Another name in the address
node-move-label-hint = Leave empty to keep the name it has.
node-label-taken-there = Another site has this address there. Choose another name.
node-move-button = Move the site
done-node-moved = The site has moved.
node-uploads = Uploads
node-quota = How many megabytes may be uploaded
node-quota-hint = Leave empty for the usual.
node-quota-wrong = Write a whole number of megabytes, as in 500.
node-quota-button = Save
done-node-quota = It is saved.

settings-who = Who you are
settings-where = Where you are
settings-look = How it looks
settings-look-elsewhere = Theme, colours, letters and pictures have a room of their own.
settings-look-link = Open “Look”
settings-name = Name
settings-name-wrong = A name has between 1 and 120 characters.
settings-tagline = One line under the name
settings-tagline-hint = What you do, in a few words.
settings-about = About you
settings-about-hint = A few sentences for people who have never heard of you.
settings-contact = Where people can write to you
settings-contact-hint = An email address. Everybody can see it.
settings-contact-wrong = This is not an email address.
settings-topics = Topics
settings-topics-hint = What you work on, with commas in between: housing, food, climate
settings-topics-wrong = At most 8 topics, each of at most 40 characters.
settings-place = Place
settings-place-hint = A town or a neighbourhood, in your own words. If you change it, the point on the map goes.
settings-time-zone = Time zone
settings-time-zone-wrong = Choose one from the list.
settings-language = Language
settings-language-hint = The language of menus and buttons, and of what you write unless you say otherwise.
settings-language-wrong = Choose one from the list.
settings-theme-wrong = Choose one from the list.
settings-accent-wrong = Write a colour as in #c8281c: a # and six digits or letters from a to f.
settings-template = An example for others
settings-template-box = New sites may be made after this one
settings-template-hint = They start with your pages, menus, look and features. People and contacts are never copied.
settings-too-long = This is too long.
settings-save = Save
done-settings = It is saved.
theme-broadsheet = Broadsheet: a newspaper, for a lot of news
theme-chalkboard = Chalkboard: chalk on a green board
theme-commons = Commons: a noticeboard, for local groups
theme-placard = Placard: a street poster, for campaigns

address-now = Your site answers at
address-home = { $home } leads there, too.
address-aliases = These addresses lead there, too:
address-umbrella = This is the address of the whole umbrella; people sign in beneath it. Whoever runs the computer can change it.
address-rename = Change the name in the address
address-rename-message = The old address goes on leading here, so no link breaks.
address-label = Name in the address
address-label-hint = Letters, digits and hyphens. Behind it stands .{ $above }
address-label-taken = Another site has this address. Choose another name.
address-label-reserved = This name is kept back. Choose another one.
address-label-invalid = Use between 2 and 40 letters, digits and hyphens, with no hyphen at the beginning or end.
address-too-often = You have changed the name three times today. Try again tomorrow.
address-too-many = Too many addresses lead here already. Choose one of them.
address-rename-button = Change the name
done-address = Your address is changed.
address-domains = A domain of your own
address-domains-message = If you own a domain such as tenants.example, your site can answer there.
address-domain = Your domain
address-domain-hint = As in tenants.example or www.tenants.example
address-domain-button = Add the domain
address-domain-not-a-domain = This is not a domain. Write it as in tenants.example
address-domain-beneath-the-umbrella = This belongs to the umbrella. Change the name in your address instead.
address-domain-taken = Another site answers at this domain.
address-domain-own-already = This address leads here already.
address-domain-too-many = You can have five domains. Remove one first.
done-domain-named = The domain is on your list. Now make the two entries shown here.
address-domain-steps = Make these two entries where you bought the domain. Then press “Check now”. It can take an hour until they can be seen.
address-record-proof = 1. It shows that the domain is yours
address-record-kind = Kind:
address-record-name = Name:
address-record-text = Text:
address-record-way = 2. It leads visitors here
address-way = Make an entry of the kind CNAME for { $domain } that says { $target }
address-way-bare = Make an entry of the kind ALIAS, ANAME or “flattened CNAME” that says { $target }. If there is none, make one of the kind A with the number of our server; ask whoever runs it.
address-look = Check now
address-look-missing = The first entry for { $domain } is not there yet, or says something else. Compare it letter by letter, and try again in a while.
address-look-unknown = We could not look { $domain } up just now. Try again in a minute.
address-look-too-often = That was checked very often. Try again in an hour.
done-domain-proved = The domain is yours, and it leads here. You can make it your address.
address-domain-answers = Your site answers here.
address-domain-redirects = It leads to { $host }.
address-domain-keep = Keep both entries: we look every day whether they are still there.
address-domain-checked = Last looked: { $when }.
address-failing = { $count ->
    [one] When we last looked, the first entry was missing. After three days without it, the domain leads here no more.
   *[other] The first entry has been missing { $count } times in a row. After the third time, the domain leads here no more.
}
address-detached = The first entry was missing three days in a row, so the domain no longer leads here. Make it again, then check.
address-answer-at = Make { $host } your address
address-remove = Remove
done-domain-removed = The domain is removed.
moved-message = Your site now answers at { $host }.
moved-hint = You may have to sign in once more there. The former address leads to the new one.
moved-link = Go to { $host }

appeal-closed = The people who run the network have closed { $name }. Visitors see a notice instead.
appeal-since = It has been closed since { $when }.
appeal-reason = Their reason
appeal-meanwhile = Nothing was deleted. You can still look after the site here.
appeal-said = You objected ({ $when })
appeal-heading = Do you see it differently?
appeal-text = What you want to say
appeal-text-hint = Say what is wrong about the reason, or what you will change. Somebody other than the one who closed the site reads it, if there is somebody else.
appeal-text-wrong = Write something, in at most 2000 characters.
appeal-too-often = You have written three times today. Give them a day to answer.
appeal-button = Send
appeal-above = { $name } is closed, and with it everything beneath it. Those who look after { $name } can object.
appeal-open = { $name } is not closed.
done-appealed = It is on its way. You get a mail when the site is opened again.

mailroom-by-host = Mails leave through { $host }.
mailroom-into-folder = Mails are put into the folder { $folder }.
mailroom-into-memory = Mails are kept in memory.
mailroom-not-sent = So nobody receives them. Whoever runs the computer can name a mail host in the settings file (mail.url).
mailroom-waiting = { $count ->
    [0] No mail is waiting.
    [one] One mail is waiting.
   *[other] { $count } mails are waiting.
}
mailroom-test = Does it work?
mailroom-test-message = A short mail goes to { $address }. If it does not arrive within a few minutes, look in the folder for unwanted mail, then below.
mailroom-test-button = Send me a test mail
mailroom-too-often = You have sent five tests within an hour. Wait a little.
done-mail-tested = A test mail to you is on its way.
mailroom-troubles = What went wrong lately
mailroom-no-troubles = Nothing. Mails that could not be handed over are shown here.
mailroom-given-up = It was given up.
mailroom-next = It is tried again: { $day }, { $time }
mailroom-kind-verify-email = Confirming an address
mailroom-kind-reset-password = A new password
mailroom-kind-account-exists = “You have an account already”
mailroom-kind-invitation = An invitation
mailroom-kind-join-requested = Somebody would like to join
mailroom-kind-join-answered = Answer to somebody who would like to join
mailroom-kind-site-requested = Somebody asks for a site
mailroom-kind-site-approved = A new site
mailroom-kind-site-declined = A site that was declined
mailroom-kind-site-suspended = A site was closed
mailroom-kind-site-restored = A site is open again
mailroom-kind-appeal-made = An objection
mailroom-kind-role-changed = Another role
mailroom-kind-removed = Somebody was removed
mailroom-kind-handed-over = A site was handed over
mailroom-kind-domain-detached = A domain leads here no more
mailroom-kind-password-changed = A password was changed
mailroom-kind-second-factor-changed = A second step of signing in was changed
mailroom-kind-test = A test mail
