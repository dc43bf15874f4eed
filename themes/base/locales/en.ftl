# Umbel in English. Every key stands in every language file, in the same order.
# Plain words, second person, no jargon.

## The frame of every page
skip-to-content = Skip to the content
place-bar-label = Where you are
place-all-groups = All groups
menu = Menu
menu-label = Main menu
footer-menu-label = More pages
footer-follow-heading = Hear from us your way
footer-follow-text = Paste one of these addresses into any feed reader. You need no account.
footer-no-tracking = Nothing on this page watches you: no cookies, no trackers, no outside servers.
footer-part-of = Part of
footer-sign-in = Sign in
footer-start = Start a site
footer-person = Nothing here follows you: no trackers, no outside servers. The only cookie keeps you signed in.
feed-follow = Follow this list in a feed reader
pager-label = More of this list
pager-newer = Newer
pager-older = Older
untitled = Untitled
page-title = { $page } – { $site }
picture-credit = Photo: { $credit }
topics-label = Topics:
tags-label = Tags

## Words for the usual places (menus)
nav-home = Home
nav-blog = Blog
nav-events = Events
nav-social = Our channels
nav-news = News
nav-directory = Groups
nav-search = Search

## The front page
about-heading = Who we are
join-write = Write to us
join-come = Come to the next one
join-find-group = Find a group near you
front-empty = This place is brand new. The first post and the first event will show up here.

## Blog
blog-heading = What’s new
blog-index-heading = Blog
blog-more = All posts
blog-older = Older posts
blog-newer = Newer posts
blog-list-heading = Posts
blog-side-label = Find your way around the blog
blog-topics-heading = Topics
blog-months-heading = By month
blog-topic-heading = { $topic }
blog-tag-heading = Tagged “{ $tag }”
blog-archive-heading = { $month }
blog-author-heading = Posts by { $author }
blog-empty = Nothing has been posted here yet. News will show up here as soon as there is some.
by-author = by { $author }
post-sticky = Worth reading first
post-previous = Before this
post-next = After this
post-neighbours-label = Posts before and after this one
post-related = Read on
article-updated = Updated
reading-minutes =
    { $count ->
        [one] { $count } minute to read
       *[other] { $count } minutes to read
    }

## Comments
comments-heading = Comments
comments-count =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
comments-none = No comments yet.
comments-closed = Comments are closed.
comments-feed = Follow these comments in a feed reader
comment-by-author = wrote this post

## Pages
page-parents-label = Pages above this one
page-children-heading = In this section

## Calendar
calendar-heading = Events
calendar-next-heading = Next up
calendar-more = All events
calendar-all = All events
calendar-empty = Nothing is planned right now. The next event will show up here with its day, time and place.
calendar-past-heading = Already happened
calendar-subscribe = Keep in my calendar
calendar-download = Download calendar file
calendar-feed-title = Events of { $site }
event-when = When
event-where = Where
event-online = Online
event-organiser = Who organises it
event-details = Details
event-join-online = Join online
event-map = See on a map
event-add = Add to my calendar
event-cancelled = Cancelled
event-cancelled-message = This event will not take place.
event-dates-heading = Other dates
event-past-notice = This event has already happened.
event-all-day = all day
times-range = { $start }–{ $end }
times-until = until { $end }
zone-of-place = { $place } time ({ $zone })
repeats-daily = every day
repeats-weekly = every { $weekday }
repeats-every-weeks = every { $count } weeks on { $weekday }
repeats-monthly = every month
repeats-yearly = every year
repeats-other = on several dates

## Social feeds
social-heading = From our channels
social-lead = What we say elsewhere, copied here so that you can read it without an account and without being watched.
social-more = More from our channels
social-list-heading = Latest
social-sources-heading = Where this comes from
social-empty = Nothing has come in from our channels yet.
entry-original = See it on { $source }

## News of the network
news-heading = What’s happening
news-index-heading = News from every group
news-more = All the news
news-list-heading = Latest news
news-networks-label = Networks
news-pinned = Worth reading first
news-source = Published by { $source }
news-empty = Nothing here yet. What the groups publish will show up here right away.
more-from = { $count } more from { $site }
kind-post = Post
kind-posts = Posts
kind-event = Event
kind-events = Events
kind-entry = From elsewhere
kind-page = Page
filter-heading = Narrow it down
filter-kind = Kind
filter-network = Network
filter-language = Language
filter-topic = Topic
filter-all = All
language-name-en = English
language-name-es = Español

## Directory of groups
directory-heading = Find your group
directory-lead =
    { $count ->
        [one] { $count } group, and room for yours.
       *[other] { $count } groups, and room for yours.
    }
directory-empty = No groups yet. The first one will show up here.
directory-network-empty = This network has no groups yet.

## Search
search-heading = Search
search-label = Search this site
search-label-page = Search again
search-field = What are you looking for?
search-placeholder = Search
search-button = Search
search-results-heading = What we found for “{ $query }”
search-prompt = Type a word: a place, a name, a subject.
search-none-found = Nothing found for “{ $query }”. Try fewer words, or another spelling.
search-too-short = Type at least two letters.

## Feeds
feed-posts-title = New posts from { $site }
feed-comments-title = Comments on “{ $title }”
feed-topic-title = { $topic } – { $site }
feed-tag-title = Tagged “{ $tag }” – { $site }
feed-news-title = News from all groups of { $site }

## A page behind a password
protected-heading = This page has a password
protected-message = Whoever sent you here can tell you the password.
protected-label = Password
protected-open = Open the page
protected-wrong = That was not the password. Try again.

## When something is not there
error-400-heading = We did not understand that
error-400-message = Something in the address or the form was not right. Go back and try again.
error-404-heading = This page is not here
error-404-message = Perhaps it moved, or the address has a typo. These may help:
error-405-heading = That does not work here
error-405-message = This address cannot be used that way. Go back and try again.
error-410-heading = This page has been taken down
error-410-message = It was here once, and the people who wrote it decided to remove it.
error-413-heading = That is too big
error-413-message = What you sent is larger than we can take. Try a smaller file or a shorter text.
error-414-heading = That address is too long
error-414-message = Try again with a shorter one, or with fewer words in your search.
error-415-heading = We cannot read that kind of file
error-415-message = Try sending it in another form.
error-429-heading = One moment, please
error-429-message = That was a lot at once. Wait a minute and try again.
error-500-heading = Something broke on our side
error-500-message = It is not your fault. We have written it down; please try again in a little while.
error-503-heading = We are very busy right now
error-503-message = Please try again in a minute. Nothing is lost.
error-link-front = Front page
error-link-events = Next events
error-link-blog = Latest posts
error-link-directory = All groups
unknown-host-heading = No group lives at this address
unknown-host-message = Check the address for a typo. The group may also have moved.
unknown-host-home = See all groups
archived-notice = This group has stopped posting. What you read here is kept as a memory.
suspended-heading = This site is closed for now
suspended-message = The network has paused it. If you belong to the group, ask the people who run the network.
private-heading = This site is for its members
private-message = Ask somebody in the group to let you in.

## Dates and times
date-long = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-month-year = { $month } { $year }
relative-now = just now
relative-minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
relative-hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
relative-today = today
relative-yesterday = yesterday
relative-tomorrow = tomorrow
relative-days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
relative-in-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
