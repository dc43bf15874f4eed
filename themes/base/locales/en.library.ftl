room-library = Library
room-library-heading = Pictures and files

## Looking through
library-lead = Everything your texts can show: pictures, documents, recordings.
library-add = Add pictures and files
library-add-hint = Take a photo or choose as many files as you like. Where and with which device a photo was taken is removed before anybody sees it.
library-upload = Upload
library-empty = Nothing is here yet. The first photo you add can go into a post, onto the front page or beside an event.
library-files = What is here
library-search = Search names and descriptions
library-filters = Show only
library-filter-all = Everything
library-filter-picture = Pictures
library-filter-document = Documents
library-filter-recording = Recordings
library-filter-without-alt = Without description ({ $count })
library-filter-unused = Not used
library-none-found = Nothing is called “{ $query }” or described like that.
library-none-here = Nothing is here.
library-older = Older ones
library-waiting = Being prepared
library-not-taken = Could not be read
library-lacks-words = What does it show?
library-room = Room
library-quota = { $used } of { $all } are used.
library-nearly-full = There is not much left: look under “Not used” for what can go.
library-kilobytes = { $count } KB
library-megabytes = { $count } MB
library-gigabytes = { $count } GB
library-taken =
    { $count ->
        [one] One file was taken. These were not:
       *[other] { $count } files were taken. These were not:
    }
library-choose-first = Choose a file first.

## While it uploads
library-words-waiting = Waiting
library-words-ready = It is here.
library-words-failed = It did not get through. Check your connection and try again.
library-words-describe = Say what it shows
library-words-show = Show them all
library-words-progress = Uploading

## One file
library-back = All pictures and files
library-waiting-long = It is being prepared. You can use it already: it will appear in a moment.
library-no-sound = Your browser cannot play this.
library-open = Download
library-look-document = Who wrote it and when was removed where that was possible. Some PDFs keep names hidden inside, and comments and tracked changes stay: look yourself before you publish it.
library-look-recording = Names, places and pictures that were attached to it were removed. What is said in it stays.
library-alt = What does it show?
library-alt-hint = One sentence for people who cannot see it, as you would say it on the phone. “Forty people with banners on the stone bridge.”
library-decoration = It is only decoration
library-decoration-hint = It says nothing that the text does not say.
library-caption = Text under the picture
library-caption-hint = Who took it, when, what for.
library-too-long = That is too long. Say it in fewer words.
library-focal = What must stay in view
library-focal-hint = On some screens the picture is cut at the edges. Tap the picture where the faces are, or move the two sliders.
library-focal-x = From side to side
library-focal-y = From top to bottom
library-focal-card = In a list
library-focal-gallery = In a gallery
library-not-yours = Somebody else brought this picture. Editors can change what is said about it.
library-next = The next one without a description
library-places = Where it is used
library-nowhere = Nowhere yet.
library-place-post = In the post “{ $title }”
library-place-page = On the page “{ $title }”
library-place-event = At the event “{ $title }”
library-place-logo = As the logo
library-place-header = As the picture at the top
library-place-look = On the front page
library-facts = Details
library-name = Name
library-arrived = Added
library-measures = Measures
library-pixels = { $width } × { $height } pixels
library-size = Takes up
library-address = Address
library-removal = Take it out
library-removal-used = It can be taken out once nothing shows it any more.
library-removal-lead = Nothing shows it. Once it is taken out it is gone for good.
library-remove = Take it out of the library

## Why something is not taken
library-refused-too-large = This is too large: pictures can be 25 MB, everything else 50 MB. Make it smaller and try again.
library-refused-too-many-pixels = This picture has too many pixels. Make it smaller and try again.
library-refused-heic = This is a HEIC photo, which most browsers cannot show. On an iPhone, choose Settings → Camera → Formats → “Most compatible”, or share the photo as JPEG.
library-refused-svg = This is an SVG drawing, which cannot be published safely. Save it as PNG.
library-refused-not-an-image = This is no picture that can be shown. Choose a JPEG, PNG, GIF or WebP file.
library-refused-damaged = This file is damaged. Open it on your device, save it again and retry.
library-refused-empty = There is nothing in this file. Choose it again.
library-refused-video = Videos cannot be kept here. Put it where you show your videos and paste its link into your text.
library-refused-old-office = This office file is old or locked. Save it as PDF or in a newer format, without a password.
library-refused-macros = This office file carries programs. Save it without macros.
library-refused-unknown = This kind of file cannot be kept here. Save a document as PDF, a recording as MP3, a picture as JPEG.
library-refused-lost = It got lost on the way. Please upload it again.
library-refused-full = There is no room left. Take out what is not used, or ask those who look after the network for more.
library-refused-too-often = That was a lot in a short time. Go on in an hour.
library-refused-not-kept = We could not put this file away just now. It is not your fault: please try again in a few minutes.

## What was done
done-uploaded = It is here. Now say what it shows.
done-uploaded-file = It is here.
done-uploaded-several = They are here.
done-taken-out = It is gone.
done-still-used = It is still used. Take it out there first.
done-not-taken-out = We could not take it away just now, so it is still there. Please try again in a few minutes.
