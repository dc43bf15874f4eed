# Comments, reports, and those who keep a place safe.
room-queue = To look at
room-queue-heading = To look at

## Under a post
comment-heading = Write a comment
comment-title = Write a comment
comment-answer = Answer
comment-answer-heading = Answer { $name }
comment-as = You write as { $name }.
comment-name = Your name
comment-name-hint = Any name you like. No account, no address.
comment-name-wrong = Write a name of at most { $most } characters.
comment-text = Your comment
comment-text-hint = *Stars* make words stand out, and an address becomes a link.
comment-text-empty = There is nothing in it yet.
comment-send = Send
comment-sign-in-hint = Do you have an account?
comment-sign-in = Write under your own name
comment-no-guests = Here only people with an account write comments. Nothing you typed is lost: copy it, then sign in.
comment-too-often = That was a lot in a short time. Wait a few minutes, then press the button again.
comment-muted = You cannot write here for now. We have sent you a mail that says why.
comment-banned = You cannot write here any more. We have sent you a mail that says why.
comment-sent-title = Your comment
comment-sent-heading = Thank you
comment-sent-shown = Your comment stands under the post now.
comment-sent-held = Your comment has arrived. It is shown once somebody here has looked at it.
comment-sent-back = Back to “{ $title }”
form-trap = Leave this empty
form-too-quick = That was very quick. To be sure that you are not a program: press the button once more.
form-stale = This page was open for long. Nothing is lost: press the button once more.

## Reporting
report-link = Report
report-what-post = this post
report-what-page = this page
report-what-event = this event
report-what-site = this site
report-what-entry = what { $source } said { $when }
report-what-comment = the comment by { $name }
report-what-person = { $name }
report-heading = Report something
report-lead = Those who look after { $name } will look at it. Nobody else sees who reported it.
report-about = It is about
report-about-site = the whole site
report-reason = What is wrong?
report-reason-wrong = Choose what fits best.
report-note = What should they know?
report-send = Send the report
report-sign-in-hint = Would you like to hear what comes of it?
report-sign-in = Report under your account
report-hear = We tell { $name } by mail what came of it.
report-sent-heading = Thank you
report-sent-guest = Your report has arrived. Somebody here will look at it.
report-sent-person = Your report has arrived. You get a mail once somebody has looked at it.
report-too-often = That was a lot in a short time. Wait an hour, then press the button again.
report-back-there = Back to where it stands
report-back = Back to { $name }
reason-spam = Advertising
reason-hate = It attacks people for what they are
reason-harassment = It goes after somebody
reason-private = It tells what somebody wants to keep private
reason-danger = It calls for harm or puts somebody in danger
reason-false = It is not true, or not who it says it is
reason-off-topic = It does not belong there
reason-other = Something else

## The queue
queue-lead = What waits for somebody to look at it. The most urgent stands first.
queue-filter-label = Show
queue-show-waiting = Everything that waits
queue-show-reports = Reports
queue-show-comments = Comments that wait
queue-show-shown = Comments that are shown
queue-show-spam = Spam
queue-search = Search in comments
queue-empty = Nothing waits. When a comment, a report or a request comes in, it stands here.
queue-none-found = Nothing fits that.
queue-all = Everything that waits
queue-rules-link = Which comments wait?
queue-acts-link = What was done
queue-appeals = Asked for another look
queue-appeal = { $name } does not agree with this: { $title }
queue-appeal-answer = Look again
queue-reports = Reported
queue-comments = Comments that wait
queue-see = see it
queue-joins = Would like to join
queue-join-answer = Answer in words
queue-join-accept = Welcome them
queue-join-decline = Not now
queue-posts = Posts to be looked at
queue-post-look = Read it
queue-shown = Comments that are shown
queue-spam = Put away as spam
queue-under = under { $title }
queue-guest = guest
queue-reported-by-guest = Reported by a guest
queue-reported-by = Reported by { $name }
queue-choose = Choose this one
queue-approve = Show it
queue-keep = It is all right
queue-spam-button = Spam
queue-more = More
queue-more-about = about { $name }
queue-chosen-heading = With those you have chosen
queue-chosen-reason = Reason, for hiding
queue-hide = Hide
queue-undo = Undo
queue-older = More
queue-newer = Back
held-everybody = all comments wait
held-first = first time here
held-links = many links
held-words = one of your words
held-capitals = loud
held-repetition = repeats itself
held-mostly-links = mostly links
held-trap = filled in what nobody sees

## One of them
item-back = Back to the queue
item-comment-heading = Comment by { $name }
item-report-heading = Report: { $reason }
item-status-approved = shown
item-status-pending = waits
item-status-spam = spam
item-status-trashed = hidden
item-gone = It is no longer there.
item-network = Who shares this network?
item-network-hint = Tells how many others here wrote from the same network this week, never which network. That you looked stands in the log.
item-network-result = { $accounts ->
        [0] Nobody else with an account here wrote from this network this week.
        [one] It shares a network with one other account here.
       *[other] It shares a network with { $accounts } other accounts here.
    }
item-network-guests = { $count ->
        [one] One more comment by a guest came from there.
       *[other] { $count } more comments by guests came from there.
    }
item-network-unknown = Nothing is known about its network any more.
item-why = Why
item-why-hint = This goes with whatever you choose below.
item-warn-needs-words = Say in a few words what was not all right: a warning without words helps nobody.
item-ban-days = How long the ban lasts
item-decide = What to do
item-reason = Reason
item-note = A few words to { $name }
item-note-hint = They stand in the mail that { $name } gets. It says how to ask for another look.
item-hide = Hide it
item-person-heading = About { $name }
item-person-none = It was written without an account: there is nobody to write to.
item-person-above = { $name } holds as much here as you do. Ask somebody who holds more.
item-days = For how long?
item-days-1 = One day
item-days-7 = One week
item-days-30 = One month
item-days-365 = One year
item-days-0 = Until it is taken back
item-warn = Warn
item-warn-hint = A mail with your words; nothing else changes.
item-mute = Pause
item-mute-hint = They read everything, but write nothing.
item-ban = Ban from this site
item-ban-hint = They no longer belong here, write nothing, and cannot join.
item-note-too-long = This is too long: at most { $most } characters.
item-ban-needs-days = A pause ends some day: choose for how long.

## What was done
act-heading = One decision
acts-heading = What was done
acts-lead = Every act of those who look after this place, the newest first. Each can be taken back.
acts-empty = Nothing was done yet.
acts-older = Older
acts-newest = The newest
moderated-approved = showed
moderated-hidden = hid
moderated-spam = put away as spam
moderated-kept = left as it is
moderated-warned = warned
moderated-muted = paused
moderated-banned = banned
act-sentence-approved = { $actor } showed: { $title }
act-sentence-hidden = { $actor } hid: { $title }
act-sentence-spam = { $actor } put away as spam: { $title }
act-sentence-kept = { $actor } left as it is: { $title }
act-sentence-warned = { $actor } warned { $person }: { $title }
act-sentence-muted = { $actor } gave { $person } a pause: { $title }
act-sentence-banned = { $actor } banned { $person }: { $title }
act-somebody = somebody
act-undone = taken back { $when }
act-undo-button = Take it back
act-undo-hint = Then everything is as it was before. A mail that went out cannot be called back.
act-reason = Reason: { $reason }
act-note = They were told:
act-appeal-heading = Asked for another look
act-appeal-open = Nobody has answered yet.
act-appeal-upheld = It stays as it was decided.
act-appeal-reversed = It was taken back.
act-appeal-not-you = Somebody other than you answers this: whoever acted, or is concerned, does not decide about it.
act-appeal-answer = Your answer
act-appeal-uphold = It stays
act-appeal-reverse = Take it back

## Which comments wait
comment-rules-heading = Comments
comment-rules-lead = Who may write comments, and which of them wait until somebody has looked.
comment-rules-on = Visitors may write comments
comment-rules-on-hint = Switched off, what stands there stays, and nothing new comes. Each post can also be closed by itself.
comment-rules-guests = Without an account, too
comment-rules-guests-hint = Then a name is enough.
comment-rules-hold = Which comments wait?
comment-rules-hold-everybody = All of them
comment-rules-hold-first = Those of people nobody here knows yet, and what looks suspicious
comment-rules-hold-suspicious = Only what looks suspicious
comment-rules-hold-nobody = None
comment-rules-links = How many links are fine?
comment-rules-links-hint = A comment with more of them waits.
comment-rules-links-wrong = Write a number from 0 to 50.
comment-rules-words = Words that make a comment wait
comment-rules-words-hint = One on each line.
comment-rules-words-wrong = At most { $most } words of at most 60 characters each.

## For whom it concerns
own-acts-heading = About you, at { $name }
own-acts-lead = What those who look after { $name } decided about you or what you wrote.
own-acts-none = Nothing. All is well.
own-acts-silenced-mute = You cannot write here for now. You can read everything.
own-acts-silenced-ban = You can no longer write or join here.
own-acts-until = This ends by itself on { $date }.
own-act-hidden = This is no longer shown: { $title }
own-act-spam = This was taken for advertising and is not shown: { $title }
own-act-warned = You were asked to take care: { $title }
own-act-muted = You were asked for a pause: { $title }
own-act-banned = Your part here was ended: { $title }
own-act-undone = This was taken back.
own-act-appeal-heading = You see it differently?
own-act-appeal-lead = Say so, once. Somebody other than the one who decided this looks at it again, and you get a mail.
own-act-appeal-text = What should they know?
own-act-appeal-text-wrong = Write between 1 and { $most } characters.
own-act-appeal-send = Ask for another look
own-act-appealed = You asked for another look:
own-act-answer = Their answer:
own-acts-all = Everything about you here
mails-heading = Mails from { $name }
mails-lead = You decide what { $name } writes to you about. What concerns your account always comes.
mails-comments = When somebody comments on what I wrote
mails-answers = When somebody answers my comment
mails-waiting = When something waits to be looked at

## In numbers
footer-moderation = How we moderate
transparency-heading = How { $name } is moderated
transparency-lead = Everything those who look after this place did, in numbers. No names, ever.
transparency-how = Comments of people nobody here knows yet may wait until somebody has looked. Whoever is concerned by a decision is told why, and can ask for another look: by somebody other than the one who decided.
transparency-none = Nothing had to be done yet.
transparency-quarter = { $from } to { $to } { $year }
transparency-reason-count = { $reason }: { $count }
transparency-act-approved = Comments shown after a look
transparency-act-hidden = Hidden
transparency-act-spam = Put away as spam
transparency-act-kept = Reported, and left as it is
transparency-act-warned = People warned
transparency-act-muted = People asked for a pause
transparency-act-banned = People banned
transparency-undone = Taken back by ourselves
transparency-appeals = Asked for another look
transparency-appeals-outcome = { $all }; stayed: { $upheld }, taken back: { $reversed }, not answered yet: { $open }
transparency-median = How long half of it waited at most
transparency-minutes = { $count ->
        [one] one minute
       *[other] { $count } minutes
    }
transparency-hours = { $count ->
        [one] one hour
       *[other] { $count } hours
    }
transparency-days = { $count ->
        [one] one day
       *[other] { $count } days
    }
transparency-report = Report something

## What was done, in a sentence
done-approved = It is shown.
done-hidden = It is hidden. Whoever wrote it with an account gets a mail.
done-spam = It is put away as spam.
done-kept = It stays. Who reported it hears so.
done-warned = They get a mail with your words.
done-muted = They have a pause, and get a mail.
done-banned = They are banned, and get a mail.
done-acted = It is done.
done-act-undone = It is as it was before.
done-queue-gone = Somebody else was faster. Nothing was changed.
done-queue-none = Choose something first: each one has a box.
done-comment-rules = It is saved.
done-appeal-upheld = It stays. They get a mail with your answer.
done-appeal-reversed = It is taken back. They get a mail with your answer.
done-appeal-sent = It is on its way. You get a mail with the answer.
done-silenced = You cannot write here for now: nothing was saved.
done-mails-saved = It is saved.

## Beside others
waiting-comments = { $count ->
        [one] One comment waits to be looked at.
       *[other] { $count } comments wait to be looked at.
    }
waiting-reports = { $count ->
        [one] One report waits to be looked at.
       *[other] { $count } reports wait to be looked at.
    }
waiting-moderation-appeals = { $count ->
        [one] Somebody asked for another look.
       *[other] { $count } people asked for another look.
    }
act-moderated = { $actor } { $role }: { $subject }
act-moderation-undone = { $actor } took back: { $role }: { $subject }
act-moderation-reviewed = { $actor } answered who asked for another look: { $subject }
act-network-looked = { $actor } looked who shares a network with { $subject }.
act-comment-rules-changed = { $actor } changed which comments wait.
