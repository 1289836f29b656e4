"""What pages share: values of documents, derived from released rows only."""
