# Reprendre les abonnés d’un autre logiciel.
import-title = Reprendre des abonnés
import-help = Depuis un fichier exporté par The Newsletter Plugin, MailPoet, Mailchimp, Brevo ou un tableur. Rien n’est écrit avant que vous ayez vu ce qui se passerait ; personne ne reçoit de message.
import-file = Fichier (CSV)
import-file-hint = Séparé par des points-virgules, virgules ou tabulations ; 40 Mo au plus. Il est effacé dès la fin de la reprise.
import-file-name = Fichier
import-newsletter = Lettre que ces personnes recevront
import-language-hint = La langue de nos messages à ces personnes.
import-column = Colonne des adresses
import-column-hint = Les autres colonnes connues (état, date, adresse IP, source, liste) se reconnaissent à leur titre.
import-column-none = Choisissez une colonne
import-everyone = Qui sont ces personnes
import-everyone-hint = À changer seulement pour un fichier qui ne contient que des adresses à ne plus utiliser.
import-everyone-as_said = Ce que dit le fichier
import-everyone-unsubscribed = Toutes désinscrites : adresses à écarter
import-everyone-bounced = Toutes en erreur : adresses à écarter
import-look = Voir ce qui se passerait
import-look-again = Voir à nouveau
import-otherwise = Choisir autrement
import-no-newsletter = Créez d’abord la lettre que ces personnes recevront.
import-before = Reprises précédentes
import-state-looked = à vérifier
import-state-running = en cours
import-state-done = terminée
import-state-failed = interrompue
import-state-discarded = abandonnée
import-program-newsletter = Export de The Newsletter Plugin
import-program-mailpoet = Export de MailPoet
import-program-mailchimp = Export de Mailchimp
import-program-brevo = Export de Brevo
import-program-other = Tableau d’un autre logiciel
import-looked = Rien n’est encore écrit. Vérifiez les comptes ci-dessous, puis lancez la reprise. Sans suite, le fichier est effacé après un jour.
import-no-column = Le fichier ne dit pas où sont les adresses : indiquez la colonne.
import-running = La reprise est faite à { $percent } %. Vous pouvez quitter cette page.
import-reload = Actualiser
import-failed = Le fichier a disparu avant la fin. Ce qui est compté ici est fait ; envoyez le fichier encore une fois pour le reste : rien ne sera fait deux fois.
import-discard = Abandonner
import-now = Lancer la reprise
import-would = Ce qui se passerait
import-did = Ce qui a été fait
import-lines = { $count ->
    [one] { $count } ligne lue.
   *[other] { $count } lignes lues.
}
import-count-subscribed = Abonnés
import-count-unsubscribed = Écartés : désinscrits
import-count-bounced = Écartés : adresses en erreur
import-count-complained = Écartés : plaintes
import-count-known = Déjà connus
import-count-pending = Non repris : jamais confirmés
import-count-refused = Non repris : partis ou écartés
import-count-invalid = Lignes incomprises
import-without-proof = { $count ->
    [one] { $count } abonné n’a pas de preuve complète de son accord (une date, et une adresse IP, un formulaire ou une double confirmation).
   *[other] { $count } abonnés n’ont pas de preuve complète de leur accord (une date, et une adresse IP, un formulaire ou une double confirmation).
}
import-without-proof-help = Après la reprise, vous pourrez leur demander de confirmer.
import-what = Cette reprise
import-by = Par
import-by-command = Ligne de commande
import-when = Fichier reçu
import-finished = Terminée
import-asked = Demander une confirmation
import-asked-help = À ceux dont la preuve est incomplète, et à eux seuls. Chaque personne n’est interrogée qu’une fois, au rythme du service d’envoi. Qui ne confirme pas en trente jours ne reçoit plus rien ; le registre garde tout.
import-asking = { $count ->
    [0] Les dernières demandes partent.
    [one] Les demandes partent ; il en reste { $count }.
   *[other] Les demandes partent ; il en reste { $count }.
}
import-ask = { $count ->
    [one] Envoyer la demande à { $count } personne
   *[other] Envoyer la demande à { $count } personnes
}
import-asked-nobody = Personne n’est à interroger.
import-asked-waiting = Demandes à envoyer
import-asked-sent = Demandes envoyées
import-asked-failed = Demandes refusées
import-asked-confirmed = Confirmations
import-asked-lapsed = Sans réponse, arrêtés
import-examples = Premières lignes
import-becomes = Devient
import-since = Depuis
import-from = Adresse IP, source, liste
import-line = Ligne
import-line-subscribe = abonné
import-line-suppress = adresse écartée
import-line-known = déjà connu, rien ne change
import-line-empty = pas d’adresse
import-line-address = ce n’est pas une adresse
import-line-status = état inconnu : rien n’est deviné
import-line-quote = un guillemet n’est pas fermé : les lignes suivantes sont prises pour une seule
import-line-pending = jamais confirmé dans l’autre logiciel
import-line-left-list = a quitté cette liste, reste sur une autre
import-line-left-here = s’est désinscrit ici
import-line-suppressed-here = adresse écartée ici
import-line-confirmed-here = s’est inscrit ici lui-même : reste abonné
import-not-taken = Lignes non reprises
import-not-taken-first = Les { $count } premières sur { $all }.
import-not-taken-all = Télécharger toute la liste (CSV)
import-why = Pourquoi
import-said = Texte de la ligne
subscribers-ledger = Registre des accords (CSV)
subscriber-ledger = Registre de cette personne (CSV)
ledger-subscriber = Numéro
ledger-hash = Empreinte du texte (SHA-256)
ledger-ip = Adresse réseau
ledger-page = Page
said-import-started = La reprise est lancée.
said-import-done = La reprise est terminée. Personne n’a reçu de message.
said-import-discarded = Le fichier est effacé, rien n’a été écrit.
said-import-asked = Les demandes de confirmation vont partir.
problem-import-file = Choisissez un fichier.
problem-import-empty = Ce fichier est vide.
problem-import-large = Ce fichier dépasse 40 Mo : exportez-le en plusieurs parties.
problem-import-newsletter = Choisissez une lettre.
problem-import-column = Choisissez la colonne qui contient les adresses.
problem-import-begun = Cette reprise est déjà lancée.
problem-import-discarded = Ce fichier a été effacé : envoyez-le à nouveau.
problem-import-file-gone = Ce fichier a été effacé : envoyez-le à nouveau.
problem-import-elsewhere = Cette reprise avance déjà.
problem-import-not-done = La reprise n’est pas terminée.
problem-import-asked = Cette personne a déjà été interrogée.
