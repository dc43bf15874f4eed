# Order: topics, menus, pages. How it goes. Where things show.
room-events = Events
room-events-heading = Events
room-topics = Topics
room-topics-heading = Topics and tags
room-menus = Menus
room-menus-heading = Menus
room-figures = How it goes
room-figures-heading = How it goes

arrange-up = Move up
arrange-down = Move down
arrange-in = Move beneath the line above
arrange-out = Move out by one level
arrange-undo = Undo the last change
arrange-stale = Somebody changed this in the meantime. Look at it as it is now, then try again.
arrange-grip = Move
arrange-hint = Press Enter to pick it up.
arrange-grabbed = Picked up. Arrow keys move it, Enter puts it down, Escape puts it back.
arrange-moved = Place
arrange-beneath = beneath
arrange-dropped = Put down.
arrange-cancelled = It is back where it was.
arrange-saving = Saving …
arrange-failed = It could not be saved. Check your connection, then load this page again.
arrange-state-draft = Draft
arrange-state-pending = Waits for review
arrange-state-scheduled = Scheduled
arrange-state-published = Published
arrange-state-private = Members only
arrange-state-password = With a password
arrange-state-trashed = In the bin

topics-lead = What your posts are about. Topics are the same everywhere in your network, tags are your own words.
topics-lead-above = The topics on offer to everybody beneath. A few that everybody understands are worth more than many.
topics-search = Find a topic or tag
topics-all = All topics and tags
topics-offered = On offer from { $place }
topics-offered-hint = Choose them when you write. Posts under them also show under this topic further up.
topics-offered-above = Take over what fits. Without topics of your own, those beneath you are offered these.
topics-take = Take over
topics-unused = not used here yet
topics-own = Your own topics
topics-own-hint = They are not on offer from { $place }, so nobody finds them further up. Make them one with a topic on offer.
topics-list = Topics on offer
topics-posts = { $count ->
    [0] nothing yet
    [one] 1 post or page
   *[other] { $count } posts and pages
}
topics-none = There are no topics yet. Two or three words that say what you work on are a good start.
topics-none-above = Nothing is on offer yet. Add the first topic, and everybody beneath can use it.
topics-none-found = Nothing fits that.
topics-add-heading = Add a topic
topics-add = Add topic
topics-tags = Tags
topics-tags-hint = Free words, made while writing. Here you tidy them up.
topics-no-tags = No tags yet. They come from what you write.
topic-name = Name
topic-description = What belongs there
topic-description-hint = One sentence. It stands above the list of posts.
topic-name-missing = Give it a name with letters.
topic-name-taken = There is one of this name already. Make the two one instead.
topic-lead = { $count ->
    [0] Nothing stands under it here.
    [one] One post or page stands under it here.
   *[other] { $count } posts and pages stand under it here.
}
topic-places = { $count ->
    [one] One place beneath uses it.
   *[other] { $count } places beneath use it.
}
topic-see = See what is there
topic-not-yours = Network admins decide about these topics.
topic-rename = Name
topic-rename-tag = The address changes with the name. The old one goes on working.
topic-rename-above = It is renamed on every site beneath that uses it, too. Addresses stay.
topic-rename-own = The address stays the same.
topic-named-by = { $place } gives this topic its name, for everybody.
topic-merge = Make it one with another
topic-merge-tag = Everything under this tag moves to the other one. Old addresses lead there.
topic-merge-above = Everything under this topic moves to the other one, on every site beneath that uses it, too. Old addresses lead there.
topic-merge-own = Everything under this topic moves to the other one. Old addresses lead there.
topic-into = The one that stays
topic-into-missing = Choose the one that stays.
topic-merge-button = Make them one
topic-remove = Remove
topic-remove-tag = { $count ->
    [0] Nothing carries this tag.
    [one] One post or page loses this tag. The text stays as it is.
   *[other] { $count } posts and pages lose this tag. The texts stay as they are.
}
topic-remove-own = { $count ->
    [0] Nothing stands under this topic.
    [one] One post or page loses this topic. The text stays as it is.
   *[other] { $count } posts and pages lose this topic. The texts stay as they are.
}
topic-remove-above = It is no longer on offer. Sites that use it keep it as their own; posts of this place lose it.
topic-remove-button = Remove it
done-topic-added = It is added.
done-topic-renamed = It has its new name.
done-topics-merged = They are one now.
done-topic-removed = It is removed.

menus-lead = What leads through your site. Short words, the most important first.
menus-which = Which menu
menus-main = At the top
menus-footer = At the foot
menus-automatic = This menu arranges itself: what is switched on, then your first pages.
menus-begin = Arrange it myself
menus-empty = Nothing stands at the foot yet. Contact, privacy or a link to friends belong here.
menus-add-heading = Add a line
menus-add = Add line
menus-automatic-heading = Let it arrange itself
menus-automatic-hint = Your lines go away, and the menu follows what is switched on. You can undo that.
menus-automatic-button = Arrange it automatically
menus-clear-heading = Empty it
menus-clear-hint = All lines at the foot go away. You can undo that.
menus-clear-button = Remove all lines
menu-front-page = Front page
menu-parts = Parts of the site
menu-pages = Pages
menu-topics = Topics
menu-target = Where it leads
menu-target-own = Another address
menu-url-field = Address
menu-url-hint = For another address: a page of your site like /about, or one elsewhere like https://example.org.
menu-url-wrong = Write an address like /about or https://example.org.
menu-label-field = What it says
menu-label-hint = Without words it says what the page is called.
menu-label-missing = Say what the line is called.
menu-full = This menu is full. Remove a line first.
menu-line-change = Change
menu-line-remove = Remove
done-menu-begun = Now you arrange this menu.
done-menu-automatic = It arranges itself again.
done-menu-undone = The last change is undone.
done-menu-arranged = The order is saved.
done-menu-line-added = The line is added.
done-menu-line-saved = The line is saved.
done-menu-line-removed = The line is removed.

pages-tree-heading = Pages
pages-tree-lead = The order of your pages, and which stand beneath which. A page that moves gets another address; the old one leads there.
pages-tree-none = There are no pages yet. Who you are and how to reach you are good first ones.
pages-tree-new = Write a page
done-pages-arranged = The order is saved.
done-pages-undone = The last change is undone.

figures-lead = How often your pages are read, without following anybody.
figures-spans = Span of days
figures-span = reads in { $days } days
figures-reads = Reads in { $days } days
figures-chart = { $count ->
    [one] Read once in { $days } days.
   *[other] Read { $count } times in { $days } days.
}
figures-bar = { $date }: { $count }
figures-table = The numbers of each day
figures-day = Day
figures-times = Reads
figures-most = Most read
figures-none = Nothing has been read yet. Numbers come within a minute of the first visit.
figures-front = Front page
figures-gone = Something that no longer shows
figures-happened = What happened in { $days } days
figures-members = { $count ->
    [one] person belongs
   *[other] people belong
}
figures-joined = joined
figures-left = left
figures-posts = { $count ->
    [one] post published
   *[other] posts published
}
figures-comments = { $count ->
    [one] comment
   *[other] comments
}
figures-attention = What waits for you
figures-log = What was done here
figures-followers = Who follows
figures-followers-hint = Some feed readers say for how many people they fetch your posts. Others say nothing, so there may be more.
figures-no-followers = No feed reader has said anything yet.
figures-how = How this is counted
figures-how-counted = The server adds one each time it sends out a page. No cookie, no address, nothing about who reads: two people and one person who reads twice look the same. Your own visits count, too.
figures-how-not = Not counted are robots that say so, pages a browser fetches beforehand or still holds, pages for members or with a password, and copies that others keep. A robot that poses as a person is counted.
figures-how-kept = Days are those of Greenwich. Numbers are kept for { $days } days and shown to editors only.

events-lead = What takes place, and where it shows.
events-search = Find an event
events-all = All events
events-none = No events yet. Meetings, actions and feasts belong here, with day, time and place.
events-none-found = No event fits “{ $query }”.
events-where = Where does it appear?
events-when = { $date }, { $time }
events-over = Over
events-called-off = Called off

whereabouts-heading = Where does this appear?
whereabouts-summary = shows in { $appears } of { $all } places.
whereabouts-edit = Go to the text
whereabouts-remedies = What keeps it back
whereabouts-yes = Yes
whereabouts-no = No
whereabouts-reach = How far it may show
whereabouts-archived = The site is archived. It must be opened again before something can be published.
done-whereabouts-published = Everybody can see it now.
done-whereabouts-unlocked = It asks for no password any more.
done-whereabouts-reach = It shows as far as you chose.
reach-choice-umbrella = On the umbrella, in the network and here
reach-choice-network = In the network and here
reach-choice-site = Here only
list-own-page = Its own page
list-front = Front page
list-blog = All posts
list-topic = Topic “{ $name }”
list-tag = Tag “{ $name }”
list-feed = Feed of the posts
list-calendar = Calendar
list-calendar-file = Calendar people subscribe to
list-search = Search of the site
list-sitemap = List for search engines
list-news-front = News on the front page
list-news = All news
list-news-feed = Feed of the news
why-draft = It is a draft.
why-pending = It waits for an editor.
why-scheduled = It will be published on { $date } at { $time }.
why-members = It is for members only.
why-thrown-away = It is in the bin.
why-password = It asks for a password.
why-reach-site = It is to be shown on its own site only.
why-reach-network = It is to be shown in its network only, not on the umbrella.
why-place-private = { $place } is open to its members only.
why-place-closed = { $place } is closed.
why-off = { $place } has switched this off: { $feature }.
why-not-on-front = The front page does not have this part: { $feature }.
why-newer-ones = Only the newest { $most } stand there.
why-fair = Nobody may fill the page: newer news of the same site are there.
why-over = It is over.
why-called-off = It was called off.
remedy-publish = Publish it now
remedy-everybody = Show it to everybody
remedy-unlock = Take the password off
remedy-reach = Show it on the umbrella, too
remedy-feature = Switch it on
remedy-look = Arrange the front page
remedy-bin = Go to the bin
remedy-appeal = See why
remedy-ask-editor = Ask an editor, or whoever wrote it.
remedy-ask-manager = Ask somebody who looks after the site.
remedy-ask-above = Ask those who look after your network.

# Order.
act-topic-added = { $actor } added a topic: { $subject }.
act-topic-renamed = { $actor } renamed: { $subject }.
act-topics-merged = { $actor } made one of two: { $subject }.
act-topic-removed = { $actor } removed: { $subject }.
act-menu-arranged = { $actor } changed a menu.
act-pages-arranged = { $actor } put the pages into another order.
act-reach-changed = { $actor } changed how far it shows: { $subject }.
