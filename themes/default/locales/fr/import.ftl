# Ce qu’un import écrit à l’intention de la rédaction.
import-section-unfiled = Sans rubrique
import-note-draft = Importé de l’ancien site, où c’était un brouillon.
import-note-pending = Importé de l’ancien site, où il attendait une relecture.
import-note-private = Importé de l’ancien site, où seule la rédaction pouvait le lire.
import-note-password = Importé de l’ancien site, où un mot de passe le protégeait.
import-note-future = Importé de l’ancien site, où sa publication était prévue le { $value }.
