room-queue = To look at
room-queue-heading = To look at
