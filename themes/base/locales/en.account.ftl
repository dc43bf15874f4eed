# Signing in, accounts, roles.
role-umbrella-admin = Umbrella admin
role-network-admin = Network admin
role-manager = Site manager
role-editor = Editor
role-author = Author
role-contributor = Contributor
role-member = Member

field-optional = (optional)
field-email = Email address
field-email-wrong = This is not an email address. One looks like ana@example.org.
field-email-taken = This email address has an account already.
field-name = Your name
field-name-hint = What others here see. It need not be your legal name.
field-name-wrong = A name has between 1 and 80 characters.
field-password = Password
field-new-password = New password
field-new-password-hint = At least { $least } characters. Four words that have nothing to do with each other are strong and easy to remember.
field-language = Language of the pages you work on
field-language-hint = Left empty, each site keeps its own.
field-too-long = This is too long: at most { $most } characters.
password-too-short = This password is too short: use at least { $least } characters.
password-too-long = This password is too long: use at most 1,024 characters.
password-too-common = This password is too easy to guess. Take a few words that have nothing to do with each other.
password-personal = This password has your name or address in it, so others can guess it. Take other words.
save = Save
or = or

sign-in-heading = Sign in
sign-in-to = You go on to { $site }.
sign-in-button = Sign in
sign-in-link = Sign in instead
sign-in-again = Sign in again
sign-in-passkey = Sign in with a passkey
sign-in-wrong = Email address and password do not fit together. Check both and try again.
sign-in-too-often = That was tried too often. Wait some minutes, then try again.
sign-in-took-too-long = That took too long. Please sign in again.
sign-in-code-wrong = This code does not fit. It changes every 30 seconds, and each works once.
sign-in-stale-heading = Signing in did not work
sign-in-stale-message = The way from the sign-in page to this site works once and for one minute. Please sign in again.
sign-out = Sign out
passkey-failed = That did not work. Try again, or use your password.
passkey-instead = Use a passkey instead of a password
forgot-link = I forgot my password
sign-up-link = I have no account yet

code-heading = One more step
code-message = Open the app that shows your codes and type the one for this account.
code-message-passkey = Confirm with your passkey, or type one of the recovery codes you kept.
code-label = Code
code-hint = Six digits from your app, or one of your recovery codes.

sign-up-heading = Make an account
sign-up-message = One account is enough for all sites here. We write to you to see that the address is yours.
sign-up-button = Write to me
sign-up-too-often = There were many new accounts from where you are today. Try again tomorrow.
sign-up-mailed-heading = Look into your mail
sign-up-mailed-message = We have written to you. The link in the mail works for a day. If nothing comes, look into the spam folder.
sign-up-choose-heading = Your name and password
sign-up-choose-message = For { $email }. Then your account is ready.
sign-up-choose-button = Make the account

forgot-heading = A new password
forgot-message = Tell us the email address of your account. We send a link that lets you choose a new password.
forgot-button = Send me a link
forgot-mailed-heading = Look into your mail
forgot-mailed-message = If this address has an account, a link is on its way. It works for an hour.
reset-choose-heading = Choose a new password
reset-choose-message = For { $email }. You will be signed out everywhere, then you sign in with the new one.
reset-choose-button = Save the new password

set-up-choose-heading = Welcome to your umbrella
set-up-choose-message = You are the first one here. Make your account: it will look after everything.
set-up-choose-button = Begin

stale-link-heading = This link does not work any more
stale-link-message = Such links work once and for a limited time. Perhaps it was used already, or a newer one was sent.
stale-link-go-on = Go on

invitation-heading = You are invited
invitation-message = { $inviter } invites you to “{ $place }” as: { $role }.
invitation-message-nobody = You are invited to “{ $place }” as: { $role }.
invitation-look = Look at { $place } first
invitation-accept = Accept the invitation
invitation-sign-in = The invitation is for { $email }, which has an account. Sign in with it to accept.
invitation-somebody-else = The invitation is for { $email }. Sign out and open the link again to accept it.

join-heading = Join
join-message = Would you like to belong to { $name }? Those who look after it will answer you by mail.
join-note = A few words about you
join-note-hint = Only those who decide read it.
join-button = Ask to join
join-waits = You have asked to join { $name }. The answer comes by mail.
join-belongs = You belong to { $name } already.
join-go = Go to the workplace

account-heading = Your account
account-places = Where you take part
account-no-places = You hold no role anywhere yet.
account-you = You
account-security = Password and second factor
account-security-link = Look after your security
account-sessions = Where you are signed in
account-sessions-message = Signing out somewhere signs you out of every site in that browser.
account-device-unknown = Unknown browser
account-this-device = this one

done-saved = It is saved.
done-signed-out = You are signed out.
done-password-set = Your new password is saved. Sign in with it.
done-password-too-short = Those who look after a site need a password of at least 15 characters. Please choose a longer one.
done-passkey-first = Your account is there. Now add your passkey.
done-second-factor-due = Those who look after a site need a second factor. Please set one up to go on.
done-join-asked = Your wish is on its way.
done-joined = Welcome! You belong here now.
