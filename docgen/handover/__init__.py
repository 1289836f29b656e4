"""The handover to another school: its steps, the inspection, the release, the package, the receipt, the other side."""
