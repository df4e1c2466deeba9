# What an import writes for the newsroom.
import-section-unfiled = Unfiled
import-note-draft = Imported from the old site, where it was a draft.
import-note-pending = Imported from the old site, where it awaited review.
import-note-private = Imported from the old site, where only the newsroom could read it.
import-note-password = Imported from the old site, where a password protected it.
import-note-future = Imported from the old site, where it was to be published on { $value }.
