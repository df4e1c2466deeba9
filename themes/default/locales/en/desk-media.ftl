# The media library.
media-help = The site's pictures: each stands here once, with what it shows, its caption and its credit.
media-upload = Add pictures
media-upload-hint = JPEG, PNG, WebP, GIF or SVG, at most 40 MB each; several at once if you like. The place and the camera written in photographs are erased.
media-upload-hint-one = JPEG, PNG, WebP, GIF or SVG, at most 40 MB.
media-upload-button = Send
media-views = Pictures to show
media-all = All
media-without-alt = Without alternative text
media-without-alt-public = { $count ->
    [one] Readers see one of these pictures already: it comes first.
   *[other] Readers see { $count } of these pictures already: they come first.
}
media-without-alt-help = Say what each picture shows to those who do not see it. Those of the home page come first, then those of the latest articles.
media-search = Search in names, texts and credits
media-show-all = Show all pictures
media-missing-badge = no alternative text
media-no-credit = no credit
media-none = No picture yet
media-none-help = Send one above: it is turned the right way up and made in every size that is needed.
media-none-found = No picture found
media-none-found-help = Nothing answers to "{ $words }". Try a single word, or a proper name.
media-none-missing = Every picture says what it shows
media-none-missing-help = A picture added without alternative text will appear here.
media-refused = { $count ->
    [one] One file was not taken
   *[other] { $count } files were not taken
}
media-refused-one = { $value } was not taken.
media-taken = { $count ->
    [one] This picture is saved
   *[other] These { $count } pictures are saved
}
media-created = added on { $when }
media-alt = Alternative text
media-alt-hint = What the picture shows, in one sentence, for those who do not see it.
media-caption = Caption
media-decorative = Decorative picture
media-decorative-hint = It tells nothing that the text does not: screen readers pass over it.
media-credit = Credit
media-credit-hint = Who made the picture, for example: Ana Verel.
media-rights = Rights written in the file: { $rights }
media-places = Where it is used
media-places-none = This picture is used nowhere.
media-place-article = article
media-place-draft = being written
media-place-portrait = portrait
media-place-page = page
media-place-logo = logo
media-delete = Delete the picture
media-delete-help = The picture and all its sizes disappear for good, from mails already sent too.
media-delete-used = It cannot be deleted while it is used: take it out of these places first.
media-choose-image = Featured picture
media-choose-portrait = Portrait
media-choose-logo = Logo
media-choose-logo-dark = Logo on a dark ground
media-choose-new = New picture
media-choose-file = File
media-choose-upload = Send and use
media-choose-current = Current picture
media-choose-remove = Take the picture out
media-choose-library = Use one of the site's pictures
media-field-choose = Choose among the site's pictures
media-field-remove = Take the picture out
media-field-current = Current picture
field-portrait = Portrait
field-portrait-hint = It is seen below articles, in a circle.
field-logo = Logo
field-logo-hint = Takes the place of the name at the top of pages. A PNG with a transparent ground suits best.
field-logo-dark = Logo on a dark ground
field-logo-dark-hint = For readers who chose the dark look; without it, the logo serves both.
article-image-choose = Choose a picture
article-image-change = Change or take out the picture
article-image-missing-alt = Nobody has said yet what this picture shows.
advice-pictures-alt = A picture in the text has no alternative text.
said-media-taken = The picture is saved. Now say what it shows.
said-media-known = This picture stood on the site already: here it is.
said-media-taken-all = The pictures are saved.
said-media-saved = Saved.
said-media-chosen = The picture is in its place.
said-media-removed = The picture is taken out.
state-pictures = Alternative texts
state-pictures-missing = Pictures without alternative text: { $value }
state-pictures-many = Pictures without alternative text: more than { $value }
problem-media-in-use = This picture is still used: take it out of the places named below first.
problem-file-missing = No file was chosen.
problem-upload-large = Too much was sent at once: the remaining pictures did not come. Send them in several goes.
media-upload-taken = saved
media-upload-failed = The upload did not succeed.
media-upload-some-failed = Some files were not taken; the others are saved.
media-upload-retry = Try again
media-on-home = on the home page
media-alts-language = Write the texts in
media-alts-language-take = Choose
media-alts-save = Save these texts
media-old-ask = Search older revisions too
media-old = In older revisions only
media-old-none = No older revision shows it.
media-replace = Replace the file
media-replace-hint = Wherever it is used, the picture changes; its texts and credit stay. The former file is deleted and its address leads to the new one.
media-replace-button = Replace
media-licence = Rights of use
media-licence-hint = For the newsroom; readers see the credit.
media-focus = Point to keep
media-focus-hint = Cards and portraits crop the picture around this point. Press on the picture, or give the two numbers, from 0 to 100.
media-focus-x = From the left
media-focus-y = From the top
media-crop-card = On a card
media-crop-portrait = As a portrait
licence-unknown = To be said
licence-own = Our own work
licence-agency = Agency
licence-permission = With the author’s agreement
licence-press = Press material
licence-cc-by = Creative Commons BY
licence-cc-by-sa = Creative Commons BY-SA
licence-free = Free of rights (public domain, CC0)
licence-quotation = Quotation
said-media-replaced = The new file is in place.
said-media-alts-saved = The texts are saved.
said-media-alts-none = Nothing was written: nothing has changed.
problem-media-same = That is the file of this picture already.
problem-media-elsewhere = That file is another picture of the site already: choose it where this one is used instead.
problem-media-focus = Give two numbers from 0 to 100.
media-places-hidden = { $count ->
    [one] It is also used in an article that you do not see.
   *[other] It is also used in { $count } articles that you do not see.
}
media-only-read = You may use this picture, but not alter what is said of it: ask a copy editor.
media-source = Found on the web:
problem-elsewhere-address = This address cannot be asked: it must be a public address of the web, such as https://example.org/page.
problem-elsewhere-silent = The site did not answer.
problem-elsewhere-refused = The site did not want to answer.
problem-elsewhere-picture = The picture of this site could not be taken.
problem-elsewhere-nothing = The site gives neither title nor picture for this address.
