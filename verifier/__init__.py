"""What executes the pages: from Markdown to a verdict, a step a file."""
