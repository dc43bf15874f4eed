room-posts = Posts
room-posts-heading = Posts
room-pages = Pages
room-pages-heading = Pages
waiting-pending-posts = { $count ->
    [one] Something was written and waits for your eyes.
   *[other] { $count } texts were written and wait for your eyes.
}

## Lists
writing-write-post = Write a post
writing-write-page = Make a page
writing-arrange-pages = Change the order
writing-posts-none = No posts yet.
writing-posts-none-hint = Say what happened at your last meeting, or what you are planning. Three sentences and a photo are enough.
writing-posts-none-contributor = Write the first one. When it is ready you hand it to an editor, who publishes it.
writing-pages-none = No pages yet.
writing-pages-none-hint = Pages are for what stays: who you are, how to join, where to find you.
writing-tabs-label = Show only
writing-tab-all = All
writing-tab-draft = Drafts
writing-tab-pending = For review
writing-tab-scheduled = Scheduled
writing-tab-published = Published
writing-tab-private = For members
writing-tab-trashed = Bin
writing-search = Search in titles
writing-who = By whom
writing-everybody = Everybody
writing-none-found = Nothing has “{ $query }” in its title.
writing-none-here = There is nothing here.
writing-bin-empty = The bin is empty. What you throw away stays here for thirty days.
writing-show-all = Show all
writing-back = Back
writing-more = More
writing-see = See it
writing-row-changed = changed { $day }
writing-row-scheduled = will show on { $day }, { $time }
writing-row-trashed = thrown away { $day }
writing-mark-unsaved = unsaved changes
writing-mark-sticky = stays on top
writing-mark-password = password
writing-all-posts = All posts
writing-all-pages = All pages
writing-new-post = A new post
writing-new-page = A new page
writing-edit-post = Edit the post
writing-edit-page = Edit the page
writing-new-post-lead = Posts are news: they carry a date, stand in the blog, and reach those who follow you.
writing-new-page-lead = Pages are for what stays: who you are, how to join, where to find you.

## States
writing-state-draft = Draft
writing-state-draft-sentence = Only you and the editors see it.
writing-state-pending = For review
writing-state-pending-sentence = It waits for an editor.
writing-state-scheduled = Scheduled
writing-state-scheduled-sentence = It will show on { $day } at { $time } ({ $zone }).
writing-state-published = Published
writing-state-published-sentence = Since { $day }, { $time }.
writing-state-private = For members
writing-state-private-sentence = Members see it, nobody else does.
writing-state-trashed = In the bin
writing-state-trashed-sentence = It shows nowhere.
writing-revisions = { $count ->
    [one] One earlier text
   *[other] { $count } earlier texts
}
writing-link = A link for somebody to read it before
writing-link-there = There is a link for reading it before
writing-whereabouts = Where does this appear?

## The editor
writing-title = Title
writing-source = Text
writing-markdown-hint = Write as you would in a mail: an empty line begins a new paragraph, and a few signs make bold, lists and links (it is called Markdown).
writing-markdown-examples = Show me the signs
writing-example-bold = bold
writing-example-italic = slanted
writing-example-heading = What to bring
writing-example-heading-what = a heading
writing-example-list = soup
writing-example-list-what = a line of a list
writing-example-quote = she said
writing-example-quote-what = a quote
writing-example-link = [our friends](https://example.org)
writing-example-link-what = a link
writing-example-more = <!--more-->
writing-example-more-what = lists show what is above this line
writing-html-hint = This text came from elsewhere as HTML. You can change it as it is, or turn it into Markdown, which is easier to write.
writing-to-markdown = Turn it into Markdown
writing-part-summary = Summary and picture
writing-summary = Summary
writing-summary-hint = One or two sentences for lists and for those who share it. Left empty, the beginning of the text stands there.
writing-picture = Picture
writing-picture-none = No picture
writing-part-topics = Topics and tags
writing-topics = Topics
writing-topics-hint = Topics are the same on every site of the network, so people find it there, too.
writing-tags = Tags
writing-tags-hint = Your own words, with commas between them.
writing-part-readers = Who may read it
writing-visibility = Who may read it
writing-visibility-everybody = Everybody
writing-visibility-members = Members only
writing-visibility-members-hint = Everybody else finds nothing there.
writing-visibility-password = Whoever has the password
writing-visibility-password-hint = The title shows; the text opens with the password below.
writing-password = Password
writing-password-hint = Only needed when you chose it above.
writing-password-kept = It has a password. Leave this empty to keep it, or type another one.
writing-reach = Where may it be shown?
writing-reach-umbrella = Here, on { $network } and on { $umbrella }
writing-reach-network = Here and on { $network }
writing-reach-site = Only on { $site }
writing-reach-above = Here and on { $umbrella }
writing-comments = People may comment
writing-part-date = Date
writing-date = Day
writing-time = Time
writing-date-hint = On the clocks of { $zone }. Left empty, it is the moment you publish. A day to come waits until then.
writing-part-address = Address and place
writing-address = Address
writing-address-hint = Made of the title when you leave it empty. Old links go on working when you change it.
writing-parent = Stands beneath
writing-parent-none = Nothing: it stands by itself
writing-position = Place among its neighbours
writing-position-hint = Lower numbers come first.
writing-sticky = Keep it on top of the list
writing-do-save = Save draft
writing-do-update = Save changes
writing-do-publish = Publish
writing-do-publish-now = Publish now
writing-do-schedule = Publish it then
writing-do-submit = Hand it to an editor
writing-do-preview = See how it looks
writing-do-unpublish = Take it back
writing-do-withdraw = Back to draft
writing-do-bin = Throw it away
writing-discard = Throw these changes away
writing-others = At this text now, too: { $names }. Talk to each other before both of you save.
writing-unsaved = You have unsaved changes ({ $day }, { $time }). Here they are.
writing-meanwhile = { $name } has saved this text since. When you save, you will see both.
writing-somebody = Somebody
writing-not-yours = You can read this, but changing it is up to an editor.
writing-step-impossible = That is not possible any more: it stands elsewhere now, or it is no longer yours to change. What you wrote is below and is kept.

## Two people, one text
writing-conflict-heading = Somebody else saved this, too
writing-conflict = { $name } saved this text ({ $day }, { $time }) while you were writing.
writing-conflict-hint = Nothing is lost. Choose which text should stand; the other one stays among the earlier texts.
writing-conflict-theirs = theirs
writing-conflict-yours = yours
writing-conflict-same = Both texts are the same. Only something around them was changed, such as the date or the topics.
writing-conflict-whole = Read their text
writing-keep-mine = Keep mine
writing-take-theirs = Take theirs
writing-your-text = Your text

## What cannot be
writing-title-long = A title has at most 300 characters.
writing-summary-long = A summary has at most 1,000 characters.
writing-source-long = This text is too long for one page. Share it out over several.
writing-empty = There is nothing to publish yet. Give it a title, or write something.
writing-archived = This site is archived, so nothing new can be published here.
writing-cannot = It cannot be saved like this. Look at the date and the address, and try again.
writing-date-missing = Choose the day on which it should be published.
writing-date-wrong = Write the day like 2026-11-29.
writing-time-wrong = Write the time like 18:30.
writing-date-future = It is published already. To show it later, take it back first and then choose the day.
writing-password-missing = Type the password that opens it.
writing-password-long = A password has at most 128 characters here.
writing-parent-wrong = It cannot stand beneath that page. Choose another one.
writing-address-wrong = An address is made of letters, numbers and hyphens, at most 120.
writing-address-taken = Something else stands at this address. Choose another one.
writing-picture-wrong = That picture is not in the library any more. Choose another one.
writing-tags-wrong = At most 20 tags, with at most 40 characters each.
writing-position-wrong = Write a number between -9999 and 9999.

## What was done
done-writing-saved = It is saved.
done-writing-updated = Your changes show now.
done-writing-published = It is published.
done-writing-scheduled = It is scheduled. It will show by itself.
done-writing-for-members = Members can read it now.
done-writing-submitted = Thank you! An editor will look at it.
done-writing-taken-back = It is a draft again and shows nowhere.
done-writing-discarded = Your unsaved changes are gone. This is what is saved.
done-writing-theirs = This is their text. Yours is among the earlier texts.
done-writing-markdown = It is Markdown now. The text as it was is among the earlier texts.
done-writing-binned = It is in the bin.
done-writing-restored = It is back.
done-writing-deleted = It is deleted for good.
done-writing-brought-back = The earlier text is back.
done-preview-revoked = The link opens nothing any more.

## Earlier texts
revisions-heading = Earlier texts
revisions-lead = Each time somebody saves a change, the text before it stays here.
revisions-now = The text as it is now
revisions-by = { $name }, { $day }, { $time }
revisions-none = There is none yet. Once you save a change, you can come back to the text before it.
revisions-all = All earlier texts
revision-heading = An earlier text
revision-since = What has changed since
revision-key = In what follows:
revision-gone = was there then
revision-new = is there now
revision-same = It is the same as the text that stands now.
revision-whole = Read the earlier text
revision-bring-back = Bring this text back
revision-bring-back-hint = The text that stands now becomes an earlier one.
diff-left-out = the same

## Before it is published
preview-banner-label = Preview
preview-unsaved = This is how it will look, with what you have not saved yet. Nobody else sees this page.
preview-saved = This is how it will look. Nobody else sees this page.
preview-by-link = A draft: you can read it because you have the link. Please do not pass it on.
preview-back = Back to writing
preview-link-heading = A link for reading it before
preview-link-lead = Whoever has the link can read what you have saved, without an account, until it is published or you make the link void.
preview-link-here = The link
preview-link-once = Copy it now. It is shown only this once.
preview-link-open = Open it
preview-link-there = There is a link already. For safety it cannot be shown again.
preview-link-make = Make a link
preview-link-again = Make a new link; the old one opens nothing any more
preview-link-revoke = Make the link void

## The bin
bin-heading = In the bin
bin-list = Back to the list
bin-what = “{ $title }” was thrown away and shows nowhere.
bin-until = You can bring it back until { $day }. Then it is deleted.
bin-no-until = You can bring it back.
bin-restore = Bring it back
bin-delete = Delete it for good
bin-delete-hint = It is gone at once, with its comments and earlier texts, and nobody can bring it back.
bin-delete-button = Delete for good now

## The log
act-post-submitted = { $actor } handed in for review: { $subject }
act-post-published = { $actor } published: { $subject }
act-post-scheduled = { $actor } scheduled: { $subject }
act-post-for-members = { $actor } opened to members: { $subject }
act-post-taken-back = { $actor } took back: { $subject }
act-post-changed = { $actor } changed: { $subject }
act-post-binned = { $actor } threw away: { $subject }
act-post-restored = { $actor } brought back: { $subject }
act-post-deleted = { $actor } deleted for good: { $subject }
act-preview-shared = { $actor } made a link for reading this before it is published: { $subject }
act-preview-revoked = { $actor } made the link void for: { $subject }
