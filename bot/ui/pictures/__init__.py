"""Pictures that are drawn: the recap's collage, a card for a testimonial, the words of many."""
