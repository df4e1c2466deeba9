form-wrong = To be mended
form-danger = This cannot be undone: what is deleted here does not come back, and its address will answer “deleted”.
problem-name-of-text = Give a name in this language, or empty the text that goes with it.
problem-title-of-text = Give a title in this language, or empty the text that goes with it.
field-place = Place in the menu
field-place-hint = The other sections move accordingly.
