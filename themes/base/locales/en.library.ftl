room-library = Library
room-library-heading = Pictures and files
