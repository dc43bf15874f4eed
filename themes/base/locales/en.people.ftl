# People of a place: who belongs, who is invited, what was done.
room-people = People
room-people-heading = People
room-membership = My part here
room-membership-heading = My part here
room-log = Log
room-log-heading = What was done here

role-member-hint = belongs here and reads what is for members
role-contributor-hint = writes posts that others publish
role-author-hint = writes and publishes their own posts
role-editor-hint = publishes and changes everybody’s posts
role-manager-hint = looks after the people, the look and the features of this site
role-network-admin-hint = looks after this network and all its sites
role-umbrella-admin-hint = looks after everything

## The list
people-lead = Everybody who belongs to { $name }, and what each may do.
people-invite = Invite somebody
people-requests = Would like to join
people-answer = Answer
people-here = Who is here
people-search = Find somebody by name
people-you = (you)
people-since = since { $date }
people-none = Nobody is here yet. Invite the first ones.
people-none-found = Nobody here is called “{ $query }”.
people-above = Who looks after this place from above
people-above-hint = They can do here whatever a manager can.
people-above-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
people-all = Everybody
people-back = Back
people-more = More people
people-invitations = Invitations that wait for an answer
people-invitation-until = works until { $date }
people-withdraw = Take back

## Inviting and answering
people-invite-message = They get a mail with a link that works once, for two weeks. Who has no account yet makes one by the way.
people-role = Role
people-role-hint = You can change it later. Nobody can give a role above their own.
people-role-wrong = Choose one of these roles.
people-note = A few words with it
people-note-hint = They stand in the mail.
people-invite-button = Send the invitation
people-request-heading = { $name } would like to join
people-request-no-note = They wrote nothing about it.
people-reason = A few words about it
people-answer-hint = { $name } reads them in the mail with your answer.
people-accept = Welcome them as a member
people-decline = Decline

## One person
person-own-name = The account says: { $name }
person-role-hint = We tell { $name } by mail.
person-role-button = Change the role
person-removal-heading = Remove
person-removal-hint = Then { $name } no longer belongs here. What they wrote stays.
person-removal-link = Remove { $name }
person-removal-question = Remove { $name }?
person-removal-message = { $name } loses every right here at once, and gets a mail. Their account stays, and so does what they wrote. You can invite them again.
person-removal-reason-hint = { $name } reads it in the mail, and it stands in the log.
person-removal-button = Yes, remove
people-last-keeper = A place needs somebody who looks after it. Make somebody else { $role } first.
people-refused = You cannot change the role of somebody who holds more than you do.
people-too-often = Those were many invitations. Wait until some are answered, or try again tomorrow.

## One’s own part
membership-lead = You take part in { $name }.
membership-role = { $role }: { $hint }.
membership-from-above = You look after this place from above, as { $role }.
membership-none-here = You hold no role at { $name } itself, so there is nothing to leave or to hand over.
membership-called = What you are called here
membership-called-label = Your name at { $name }
membership-called-hint = Left empty, it is the name of your account: { $name }
membership-called-wrong = A name has at most { $most } characters, all of them visible.
membership-hand-over = Hand over
membership-hand-over-hint = Choose somebody who looks after this place from now on. You stay as a member.
membership-hand-over-link = Choose a successor
membership-hand-over-message = Whom you choose becomes { $role } at once and is told by mail. You become a member. Only they can turn that back.
membership-hand-over-not-yours = Only those who hold the role { $role } at { $name } itself can hand it over.
membership-hand-over-button = Hand over and step down
membership-successor = Who looks after it from now on?
membership-successor-choice = { $name } ({ $role })
membership-successor-wrong = Choose one of the people here.
membership-successor-more = There are more. Search for a name above.
membership-successor-nobody = Nobody else belongs here yet. Invite the one you would like to hand over to.
membership-leave = Leave
membership-leave-hint = You can ask to join { $name } again at any time.
membership-leave-link = Leave this place
membership-leave-question = Leave { $name }?
membership-leave-message = You lose your role here at once. Your account stays, and so does what you wrote.
membership-leave-button = Yes, leave

## The log
log-lead = Everybody who looks after this place can read here what was done, by whom and why.
log-empty = Nothing was done yet. Invitations, roles, features and settings will stand here.
log-reason = Why: { $reason }
log-newest = To the newest
log-older = Older
log-nobody = The administration
log-quota-usual = as much as usual
act-founded = { $actor } founded: { $subject }.
act-role-given = { $actor } gave { $subject } the role: { $role }.
act-invited = { $actor } invited somebody as: { $role }.
act-invitation-withdrawn = { $actor } took back an invitation as: { $role }.
act-joined = { $actor } accepted an invitation as: { $role }.
act-join-declined = { $actor } declined that { $subject } joins.
act-left = { $subject } left.
act-removed = { $actor } removed { $subject }.
act-handed-over = { $actor } handed over to { $subject } and stepped down.
act-feature-enabled = { $actor } switched on: { $subject }.
act-feature-disabled = { $actor } switched off: { $subject }.
act-offer-changed = { $actor } changed which features sites may have.
act-settings-changed = { $actor } changed the settings.
act-start-mode-changed = { $actor } changed who may start sites.
act-site-granted = { $actor } granted a site: { $subject }.
act-site-declined = { $actor } declined a site: { $subject }.
act-archived = { $actor } archived this place.
act-restored = { $actor } opened this place again.
act-suspended = { $actor } closed this place.
act-hidden = { $actor } opened this place to its members only.
act-appealed = { $actor } asked for another look at the closing.
act-moved = { $actor } moved this site: { $subject }.
act-renamed = { $actor } gave this place another address: { $subject }.
act-domain-named = { $actor } named a domain: { $subject }.
act-domain-proved = The domain { $subject } proved to belong here.
act-domain-detached = { $actor } took off the domain { $subject }.
act-quota-set = { $actor } changed how many megabytes may be uploaded: { $subject }.
act-media-removed = { $actor } took a file out of the library: { $subject }.
act-template-marked =
    { $subject ->
        [yes] { $actor } made this site a template.
       *[other] { $actor } took this site off the templates.
    }

done-invited = The invitation is on its way.
done-invitation-withdrawn = The invitation is taken back. Its link no longer works.
done-join-accepted = They belong here now, and get a mail.
done-join-declined = They get a mail with your answer.
done-join-gone = That was answered already.
done-role-changed = The role is changed. They get a mail.
done-removed = They no longer belong here, and get a mail.
done-left = You have left.
done-handed-over = It is handed over. Thank you for your work!
