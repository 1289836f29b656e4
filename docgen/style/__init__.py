"""The look of the documents: colours, styles, blocks and frames that the templates in templates/source are made of."""
