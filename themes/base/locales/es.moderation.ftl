room-queue = Por revisar
room-queue-heading = Por revisar
