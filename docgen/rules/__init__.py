"""The rules across sheets: one file per group, one small function per rule. Found by folder (`spec.rules()`)."""
