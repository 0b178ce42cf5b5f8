"""What the quality bench measures, one module a part: from the data's folder to scores."""
