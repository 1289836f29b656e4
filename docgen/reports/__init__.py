"""The same findings, several readings: on a terminal, piped, as JSON. Read by people through `messages`."""
