# Looking after one's own account: password, second factor, sessions, address.
back-to-account = Back to your account
back-to-security = Back to your security
security-onward = Go on to where you were going

security-heading = Your security
security-due = Those who look after a site need a second factor. Please set one up by { $date }: a passkey or an app.
security-overdue = Those who look after a site need a second factor. Set up a passkey or an app, then you can go on.
security-password = You have a password.
security-no-password = You have no password. You sign in with a passkey.
security-password-change = Change your password
security-password-choose = Choose a password
security-passkeys =
    { $count ->
        [one] You have { $count } passkey.
       *[other] You have { $count } passkeys.
    }
security-no-passkeys = Sign in with your phone, your computer or a security key, without typing anything. Nobody can trick a passkey out of you.
security-passkeys-look = Your passkeys
security-app = After your password you are asked for a code from your app.
security-no-app = An app on your phone shows a new code every 30 seconds. After your password you type it, so that the password alone is not enough.
security-app-change = Change or remove the app
security-app-set-up = Set up an app
security-codes =
    { $count ->
        [one] { $count } code is left.
       *[other] { $count } codes are left.
    }
security-no-codes = You have no codes. Make some, so that you get in when your phone is lost.
security-codes-look = Your recovery codes
security-email-change = Change your address

confirm-heading = Is it you?
confirm-message = Before you change something important, show once more that it is you. It holds for ten minutes.
confirm-button = Go on
confirm-with-code = Go on with a code
confirm-with-passkey = Go on with a passkey

password-heading = Change your password
password-message = You will be signed out everywhere but here.
password-old = Your password until now
password-old-wrong = This is not your password. Check it and try again.
password-button = Save the new password

app-heading = Codes from an app
app-message = Any app for sign-in codes will do: Aegis, FreeOTP, or the one your password manager has.
app-message-again = You have an app. To move to another phone, set it up here: the old one stops working then.
app-first-heading = First, show this to your app
app-first-message = In the app, add an account and hold the camera to this picture.
app-open = Or open it on this phone
app-written = Without a camera, type this into the app:
app-second-heading = Then type what it shows
app-code-hint = Six digits. When they change, type the new ones.
app-code-wrong = This code does not fit. Wait for the next one. If that does not fit either, check the clock of your phone.
app-took-too-long = That took too long. Here is a new picture: please begin again with it.
app-button = Turn it on
app-remove-heading = Remove the app
app-remove-message = You are not asked for codes from then on.
app-remove = Remove the app
second-factor-last = This is your only second factor, and those who look after a site need one. Set up another one first.

recovery-codes-heading = Recovery codes
recovery-codes-message = Each of these codes lets you in once in place of your second factor. Keep them on paper, not on your phone.
recovery-codes-shown = Write these down or print them, and keep them safe. Each lets you in once when your phone is lost.
recovery-codes-once = They are shown only now. Older ones do not work any more.
recovery-codes-kept = I have kept them
recovery-codes-make = Show me my codes
recovery-codes-renew = Make new codes
recovery-codes-renew-message = When you make new ones, the old ones stop working.
recovery-codes-needless = Recovery codes stand in for a second factor. Set up a passkey or an app first.

passkeys-heading = Passkeys
passkeys-message = A passkey lives in your phone, computer or security key. You unlock it with your finger, your face or a PIN.
passkeys-none = No passkeys yet. Add one, and signing in takes a second.
passkey-add = Add a passkey
passkey-remove = Remove
passkey-unnamed = Passkey without a name
passkey-made = made { $date }
passkey-used = last used { $date }
passkey-never-used = not used yet
passkey-new-heading = Add a passkey
passkey-new-message = Your browser asks where to keep it: on this device, in your password manager, or on a security key.
passkey-new-failed = No passkey was made. Try again, or take another device.
passkey-name = What is it called?
passkey-name-hint = So that you know later which one it is.
passkey-without = This browser cannot use passkeys, or scripts are switched off in it. Another browser will do, and so will codes from an app.
passkey-stale = That took too long. Please try again.
passkey-unknown = This passkey is not known here. Perhaps it was removed from your account.
passkey-not-verified = Your device has to check that it is you, with a PIN, your finger or your face.
passkey-unreadable = Your browser sent something we could not read. Please try again.
passkey-refused = The passkey did not fit. Please try again.
passkey-already-there = This device has a passkey for your account already.
passkey-too-many = You have as many passkeys as an account can have. Remove one you do not need.
passkey-last-way-in = Without this passkey you could not sign in any more. Choose a password first.

email-heading = Change your address
email-message = Your account belongs to { $email }. We write to the new address to see that it is yours. Until then nothing changes.
email-new = New email address
email-same = This is your address already.
email-too-often = We have written to this address several times just now. Try again in half an hour.
email-button = Write to the new address
email-mailed-heading = Look into your mail
email-mailed-message = We have written to the new address. Open the link in the mail within a day, in this browser or where you are signed in.
email-confirm-heading = Use the new address?
email-confirm-message = Your account moves from { $old } to { $new }. We tell the old address, too.
email-confirm-button = Use the new address

sessions-end = Sign out there
sessions-end-this = Sign out here
sessions-end-others = Sign out everywhere else

done-password-changed = Your new password is saved. Everywhere but here you are signed out.
done-app-added = The app is set up.
done-app-removed = The app is removed.
done-passkey-added = Your passkey is added.
done-passkey-removed = The passkey is removed.
done-recovery-codes = Here are your new codes.
done-email-changed = Your account has its new address.
done-signed-out-there = You are signed out there.
done-signed-out-elsewhere = You are signed out everywhere else.
