# The workplace.
work-see-site = See { $name }
work-rooms-label = Workplace
room-home = Overview
room-home-heading = Overview
room-features = Features
room-features-heading = Features

home-greeting = Hello, { $name }.
home-no-role = You hold no role at { $name } yet.
home-belongs = You take part in { $name }. Under “{ $room }” you choose what you are called here.
home-second-factor = Set up a second factor until { $date }.
home-second-factor-link = Set it up now
home-waiting = Waits for you
home-steps = First steps
home-steps-done = { $done } of { $all } done
step-done = done
waiting-look = Look
waiting-join-requests = { $count ->
    [one] One person would like to join.
   *[other] { $count } people would like to join.
}
waiting-sites-without-manager = { $count ->
    [one] One site has nobody who looks after it.
   *[other] { $count } sites have nobody who looks after them.
}
step-name = Say who you are
step-name-hint = A name and one line that says what you do.
step-look = Choose a look and languages
step-look-hint = A theme, a colour, the language of the pages.
step-network = Start the first network
step-network-hint = A movement, with groups beneath it.
step-sites = Start the first site
step-sites-hint = A local group, a working group or a campaign.
step-people = Invite people
step-people-hint = Two who look after a place are better than one.
step-mail = Test outgoing mail
step-mail-hint = Invitations and new passwords go by mail.
step-page = Look at your first page
step-page-hint = It is there already. Make it yours.
step-post = Publish a first post
step-post-hint = A few sentences and perhaps a photo.
step-features = Choose your features
step-features-hint = Switch off what you do not need.

features-message = Switch on what you need. Switching off hides and never deletes.
features-on = On
features-off = Off
features-not-offered = Your network does not offer this.
feature-blog = Blog
feature-blog-hint = Posts with topics and comments.
feature-calendar = Calendar
feature-calendar-hint = Events with their exact time and place, for everybody’s calendar.
feature-social-feeds = Social feeds
feature-social-feeds-hint = What you post elsewhere, shown here without tracking.
feature-newswire = Newswire
feature-newswire-hint = Your news also show on the network and the umbrella.
done-feature-on = It is switched on.
done-feature-off = It is switched off. Nothing is deleted.

error-forged-heading = This form cannot be taken
error-forged-message = It did not come from a page that is open in this browser, or that page is too old. Go back, load the page again, and send it once more.
error-signed-out-heading = You are signed out
error-signed-out-message = Sign in again in another tab, then go back here and send it once more. What you typed is still there.
error-refused-heading = This is not for you
error-refused-message = You are signed in, but you may not do this here. Ask somebody who looks after the place.
