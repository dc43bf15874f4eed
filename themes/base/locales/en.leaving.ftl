room-leaving = Take it along
room-leaving-heading = Take the site along

leaving-lead = The site is yours. Pack it up whenever you like: keep it as a copy, read it at home, or bring it back beneath another umbrella.
leaving-packed-heading = Packed
leaving-with-members = with members
leaving-ready = Ready: { $size }. You can fetch it until { $until }.
leaving-waiting = Being packed. This takes a minute, for large sites a few.
leaving-failed = It could not be packed. Please try again; if it happens twice, tell the people who run this umbrella.
leaving-asked = Asked for { $when }.
leaving-fetch = Fetch
leaving-look-again = Look again
leaving-kilobytes = { $count ->
    [one] 1 kilobyte
   *[other] { $count } kilobytes
}
leaving-megabytes = { $count ->
    [one] 1 megabyte
   *[other] { $count } megabytes
}
leaving-pack-heading = Pack it up
leaving-posts = { $count ->
    [one] 1 post
   *[other] { $count } posts
}
leaving-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
leaving-comments = { $count ->
    [one] 1 comment
   *[other] { $count } comments
}
leaving-files = { $count ->
    [one] 1 picture or file
   *[other] { $count } pictures and files
}
leaving-events = { $count ->
    [one] 1 event
   *[other] { $count } events
}
leaving-sources = { $count ->
    [one] 1 source
   *[other] { $count } sources
}
leaving-redirects = { $count ->
    [one] 1 old address
   *[other] { $count } old addresses
}
leaving-nothing-yet = There is nothing here yet. What you write, show and announce will come along.
leaving-form-label = As what?
leaving-form-wrong = Choose what to pack it as.
leaving-form-site = Everything
leaving-form-site-hint = One archive with texts, pictures, comments, events and menus. People can read it, and any other umbrella can take it in.
leaving-form-wxr = For WordPress
leaving-form-wxr-hint = One file with posts, pages, comments and menus. Pictures stay here and are fetched from here.
leaving-members-legend = The people
leaving-members = { $count ->
    [one] Take along the one member who agreed
   *[other] Take along the { $count } members who agreed
}
leaving-members-hint = { $count ->
    [0] Their names, addresses and roles.
    [one] Their names, addresses and roles. One other member did not agree; nothing of them comes along.
   *[other] Their names, addresses and roles. { $count } others did not agree; nothing of them comes along.
}
leaving-members-confirm = You will be asked once more who you are.
leaving-members-none = No member comes along. Each can agree to it under “My part here”.
leaving-pack = Pack it up
leaving-one-at-a-time = One is being packed right now. The next can begin when that is done.
leaving-too-often = It was packed ten times today. Please wait until tomorrow.
leaving-what-heading = What stays here
leaving-what-not = Passwords and sessions, addresses of people who did not agree, reports and notes of moderators never leave.
leaving-what-then = The others who look after this site get a mail each time it is packed. What is packed is thrown away after a week; the site itself stays as it is.

done-leaving-packed = It is being packed. Look again in a minute.
done-leaving-waits = One is being packed already. It will be ready soon.

membership-along = When the site moves
membership-along-hint = A site can be taken along to another umbrella. Nothing of you comes along unless you say so here.
membership-along-label = Take me along: my name here, my e-mail address and my role

act-packed = { $actor } packed the site up to take it along.
act-brought-in = The site was brought in. It was at: { $subject }.
act-erased = A member erased their account.

account-data = Your things
account-data-lead = Everything that is kept about you here, you may have. And you may go whenever you like.
data-heading = Take your things along
data-lead = One file with everything that is kept about you: your profile, where you belong, what you wrote, when you signed in, what you reported, what was decided about you, and which mails we sent you.
data-format = It is made for machines, but every text editor opens it. Nothing about anybody else is in it, and nothing that opens your account.
data-fetch = Fetch the file
data-file-name = my-things
data-link = Take your things along
erase-link = Erase your account
erase-heading = Erase your account
erase-lead = This cannot be undone. Here is what happens:
erase-says-account = Your profile, passkeys and places are deleted at once, and you are signed out everywhere.
erase-says-words = What others wrote about you in their own texts stays: only they can change it.
erase-says-log = Where the log says what you did, it will say “{ $nobody }”.
erase-says-copies = Copies that managers or others made before are not in our hands.
erase-alone = You look after these places alone. Hand them over first, then come back:
erase-alone-link = Hand over: { $place }
erase-posts-legend = Your posts and pages
erase-posts-stay = They stay under the name they have
erase-posts-nameless = They stay, by “{ $nobody }”
erase-comments-legend = Your comments
erase-comments-stay = They stay, by “{ $nobody }”
erase-comments-go = Their texts are deleted
erase-word-label = Write your e-mail address here, so that it does not happen by mistake
erase-word-wrong = This is not the address of this account.
erase-button = Erase my account for good
erase-data-first = You can take your things along first.
erase-nobody = A former member
erase-removed = This comment was deleted by the person who wrote it.
erased-heading = Your account is erased
erased-message = Goodbye, and thank you. A last mail is on its way to you; then your address is forgotten, too.
erased-home = To the front page
