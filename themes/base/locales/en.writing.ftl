room-posts = Posts
room-posts-heading = Posts
room-pages = Pages
room-pages-heading = Pages
