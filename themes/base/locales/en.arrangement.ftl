room-topics = Topics
room-topics-heading = Topics and tags
room-menus = Menus
room-menus-heading = Menus
room-figures = How it goes
room-figures-heading = How it goes
