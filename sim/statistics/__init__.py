"""What runs say about a question: pairs, intervals, many comparisons, designs."""
