"""What must hold: Great Expectations suites for rows and for the whole file."""
