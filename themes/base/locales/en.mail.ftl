# What mails say, in English. Every key stands in every language file, in the same order.
# A subject is one line. Names of people and places come as they were typed.

## In every mail
mail-greeting = Hello { $name },
mail-greeting-plain = Hello,
mail-link-below = If the button does not work, copy this address into your browser:
mail-footer = This mail comes from { $umbrella }. Nothing in it watches you: no pictures, no trackers.

## Signing up and signing in
mail-verify-email-subject = Is this your address? Confirm it for { $umbrella }
mail-verify-email-text = Somebody, probably you, gave this address at { $umbrella }. Confirm that it is yours, and you can go on.
mail-verify-email-button = Yes, this is my address
mail-verify-email-after = If it was not you, ignore this mail. Nothing happens without your click.
mail-reset-password-subject = Choose a new password for { $umbrella }
mail-reset-password-text = You asked for a new password at { $umbrella }. The link below works once, and only for a short time.
mail-reset-password-button = Choose a new password
mail-reset-password-after = If it was not you, ignore this mail. Your password stays as it is.
mail-account-exists-subject = You already have an account at { $umbrella }
mail-account-exists-text = Somebody, probably you, tried to sign up at { $umbrella } with this address. You have an account already: just sign in.
mail-account-exists-button = Sign in
mail-account-exists-reset = Forgotten your password? Choose a new one here:
mail-account-exists-after = If it was not you, there is nothing to do. Nobody was told that you have an account.
mail-password-changed-subject = Your password was changed
mail-password-changed-text = The password of your account at { $umbrella } was changed.
mail-password-changed-button = It was not me
mail-password-changed-after = If it was you, all is well. If not, do not wait: the link shows you how to get your account back.
mail-email-changed-subject = Your account has another address
mail-email-changed-text = Your account at { $umbrella } now belongs to another email address. Mail from { $umbrella } goes there from now on.
mail-email-changed-button = Go to { $umbrella }
mail-email-changed-after = If it was you, all is well. If not, write at once to the people who run { $umbrella }. The link leads to them.
mail-second-factor-changed-subject = The way you sign in was changed
mail-second-factor-app-added = When you sign in at { $umbrella }, you are now also asked for a code from your app.
mail-second-factor-app-removed = When you sign in at { $umbrella }, you are no longer asked for a code from an app.
mail-second-factor-passkey-added = A passkey was added to your account at { $umbrella }.
mail-second-factor-passkey-removed = A passkey was removed from your account at { $umbrella }.
mail-second-factor-recovery-codes-renewed = Your account at { $umbrella } has new recovery codes. The old ones no longer work.
mail-second-factor-recovery-code-used = Somebody, probably you, signed in at { $umbrella } with one of your recovery codes.
mail-second-factor-reset = The second step of signing in at { $umbrella } was taken off your account, so that you can get in again. Please set it up anew.
mail-second-factor-changed-button = It was not me
mail-second-factor-changed-after = If it was you, all is well. If not, do not wait: the link shows you how to get your account back.

## Taking part
mail-invitation-subject = { $inviter } invites you to { $place }
mail-invitation-text = { $inviter } invites you to take part in { $place }, at { $umbrella }.
mail-invitation-role = Your role there: { $role }.
mail-invitation-written = { $inviter } writes:
mail-invitation-button = See the invitation
mail-invitation-after = If you do not know them, or would rather not, ignore this mail.
mail-join-requested-subject = { $person } would like to join { $place }
mail-join-requested-text = { $person } asks to take part in { $place }. You can say yes or no.
mail-join-requested-written = { $person } writes:
mail-join-requested-button = Answer
mail-join-accepted-subject = Welcome to { $place }
mail-join-accepted-text = You asked to take part in { $place }, and the answer is yes. Good to have you.
mail-join-declined-subject = Your request to join { $place }
mail-join-declined-text = You asked to take part in { $place }. This time the answer is no.
mail-join-answered-written = What they say about it:
mail-join-answered-button = Go to { $place }
mail-role-changed-subject = Your role in { $place } has changed
mail-role-changed-text = { $by } changed your role in { $place }.
mail-role-changed-role = Your role there is now: { $role }.
mail-role-changed-button = Go to { $place }
mail-removed-subject = You no longer take part in { $place }
mail-removed-text = { $by } ended your part in { $place }. Your account at { $umbrella } stays.
mail-removed-written = { $by } writes:
mail-handed-over-subject = { $place } is now in your hands
mail-handed-over-text = { $by } put { $place } into your hands. You decide now who takes part and what is shown.
mail-handed-over-button = Look after { $place }

## Sites
mail-site-requested-subject = { $person } asks for a site: { $site }
mail-site-requested-text = { $person } would like to have a site in { $place }. It would be called “{ $site }”.
mail-site-requested-button = Look at the request
mail-site-approved-subject = { $site } is ready
mail-site-approved-text = The site you asked for, “{ $site }”, is there. Write a first post or announce a first event, and people will find it.
mail-site-approved-button = Go to your site
mail-site-declined-subject = Your request for { $site }
mail-site-declined-text = You asked for a site called “{ $site }”. This time { $place } says no.
mail-site-declined-written = The reason:
mail-site-declined-after = You can ask again when things have changed.
mail-site-suspended-subject = { $site } is closed for now
mail-site-suspended-text = The people who run the network have closed “{ $site }”. Visitors see a notice. Nothing was deleted.
mail-site-suspended-written = The reason:
mail-site-suspended-button = Object to this
mail-site-suspended-after = If you see it differently, say so. Somebody will look at it again.
mail-site-restored-subject = { $site } is open again
mail-site-restored-text = Everybody can visit “{ $site }” again. Everything is where it was.
mail-site-restored-button = Go to the site
mail-appeal-made-subject = { $site } objects to being closed
mail-appeal-made-text = The people who look after “{ $site }” ask you to look again at why it was closed.
mail-appeal-made-written = They write:
mail-appeal-made-button = Answer
mail-domain-detached-subject = { $domain } no longer leads to { $site }
mail-domain-detached-text = The domain { $domain } has been leading somewhere else for a while, so we took it off “{ $site }”. The site goes on at its address here, and nothing was lost.
mail-domain-detached-button = Look at the domains
mail-domain-detached-after = When { $domain } leads here again, you can connect it anew.

## Comments and moderation
mail-stop = You would rather not have these mails from { $place }? Switch them off here:
mail-comment-writes = { $person } writes:
mail-comment-written-subject = { $person } commented on “{ $title }”
mail-comment-written-text = { $person } commented on “{ $title }” at { $place }.
mail-comment-written-button = Read the comment
mail-comment-answered-subject = { $person } answered you at “{ $title }”
mail-comment-answered-text = { $person } answered your comment on “{ $title }” at { $place }.
mail-comment-answered-button = Read the answer
mail-queue-waiting-subject = Something waits for you at { $place }
mail-queue-waiting-text = At { $place } something waits until somebody has looked at it. We write at most once an hour.
mail-queue-waiting-button = Look at it
mail-moderated-hidden-subject = Something of yours is hidden at { $place }
mail-moderated-hidden-text = The people who look after { $place } no longer show this: “{ $title }”.
mail-moderated-warned-subject = A word from { $place }
mail-moderated-warned-text = The people who look after { $place } ask you to take care. It is about this: “{ $title }”. You can go on as before.
mail-moderated-muted-subject = You cannot write at { $place } for a while
mail-moderated-muted-text = The people who look after { $place } ask you for a pause: you can read everything, but not write. It is about this: “{ $title }”.
mail-moderated-banned-subject = You can no longer take part in { $place }
mail-moderated-banned-text = The people who look after { $place } have ended your part there. You can neither write nor join. It is about this: “{ $title }”. Your account stays.
mail-moderated-until = This ends by itself on { $until }.
mail-moderated-reason = What they say about it:
mail-moderated-button = See it, and answer
mail-moderated-after = If you see it differently, ask for another look. Somebody other than the one who decided this will look at it.
mail-moderation-appealed-subject = { $person } asks for another look at { $place }
mail-moderation-appealed-text = { $person } does not agree with what a moderator decided at { $place }, and asks you to look again.
mail-moderation-appealed-button = Look at it
mail-moderation-reviewed-subject = Another look was taken at { $place }
mail-moderation-reviewed-upheld = Somebody else looked again at what you did not agree with at { $place }. It stays as it was decided.
mail-moderation-reviewed-reversed = Somebody else looked again at what you did not agree with at { $place }, and took it back.
mail-moderation-reviewed-button = See the answer
mail-report-settled-subject = What came of your report at { $place }
mail-report-settled-acted = You told { $place } about “{ $title }”. Somebody looked at it and did something about it. Thank you.
mail-report-settled-kept = You told { $place } about “{ $title }”. Somebody looked at it and found that it can stay. Thank you for telling them.
mail-report-settled-button = How { $place } is moderated

## Taking things along
mail-site-packed-subject = { $place } was packed up
mail-site-packed-text = { $by } packed up everything that is on { $place }, to take it along or to keep a copy.
mail-site-packed-along = Names, addresses and roles of the members who agreed to it are in it.
mail-site-packed-left = No member’s name or address is in it.
mail-site-packed-button = See what was packed
mail-site-packed-after = You get this mail because you look after the site, too. If it surprises you, ask { $by }.
mail-account-erased-subject = Your account at { $umbrella } is erased
mail-account-erased-text = Your account at { $umbrella } is erased, with everything that belonged to it. Nobody can sign in with it any more.
mail-account-erased-after = This is the last mail: your address is forgotten now, too.

## Trying it out
mail-test-subject = Mail from { $umbrella } works
mail-test-text = This is only a test. If you can read it, { $umbrella } can send mail.
