// Talks to the browser about passkeys.
