// Checks addresses while they are typed.
