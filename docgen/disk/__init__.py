"""Files: the only way one is written or taken in, one docgen at a time, what a disk may answer."""
