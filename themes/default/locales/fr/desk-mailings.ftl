# Mailings and the local outbox.
mailings-help = Chaque envoi aux abonnés, du plus récent au plus ancien.
mailings-what = Envoi
mailings-state = État
mailings-made = Créé
mailings-readers = Destinataires
mailings-to-send = À envoyer
mailings-failed = Refusés ou incertains
mailings-older = Plus anciens
mailings-first-page = Début de la liste
mailings-none = Aucun envoi pour l’instant
mailings-none-help = Un envoi se crée quand un article est publié, ou à l’heure d’une lettre quotidienne ou hebdomadaire.
mailing-back = Tous les envois
mailing-article = Voir l’article
mailing-state-held = en attente
mailing-state-freezing = en cours
mailing-state-sending = en cours
mailing-state-finished = terminé
mailing-state-cancelled = annulé
mailing-state-expired = trop tard
mailing-send-now = Envoyer maintenant
mailing-let-go = Envoyer aussi les lettres remises à plus tard
mailing-cancel = Annuler l’envoi
mailing-course = Déroulement
mailing-fact-made = Créé
mailing-fact-hold = Fin du délai
mailing-fact-cut-off = Destinataires arrêtés
mailing-fact-through = Terminé vers
mailing-fact-expires = Abandonné après
mailing-fact-ended = Fin
mailing-hold-forever = Attend qu’on l’envoie
mailing-through-unknown = On ne peut pas encore le dire
mailing-audience = Le recevraient maintenant
mailing-count = Décompte
mailing-candidates = { $count ->
    [one] { $count } abonné concerné.
   *[other] { $count } abonnés concernés.
}
mailing-excluded = { $count ->
    [one] { $count } adresse écartée.
   *[other] { $count } adresses écartées.
}
mailing-frozen = { $count ->
    [one] { $count } courrier :
   *[other] { $count } courriers :
}
mailing-submitted = Remis au service d’envoi
mailing-pending = À envoyer
mailing-deferred = Reportés
mailing-rejected = Refusés
mailing-in-doubt = Incertains
mailing-suppressed = Adresses écartées depuis
mailing-cancelled = Annulés
mailing-expired = Trop tard
mailing-replies = Ce que dit le service d’envoi
mailing-reply = Réponse
mailing-reply-count = Courriers
mailing-unsubscribed = Désinscrit avant l’envoi
mailing-doubts = Courriers incertains
mailing-doubts-help = La connexion s’est coupée au dernier moment : ces courriers sont peut-être partis. Ils ne repartent jamais d’eux-mêmes. Si vous savez ce qu’il en est, dites-le ici.
mailing-doubt-address = Adresse
mailing-doubt-since = Depuis
mailing-doubt-words = Ce qui s’est passé
mailing-doubt-erased = (abonné effacé)
mailing-arrived = Il est arrivé
mailing-not-arrived = Il n’est pas arrivé
mailing-newsletters = Lettres
mailing-newsletter = Lettre
mailing-newsletter-waiting = partira à la fin du délai
mailing-newsletter-later = remise à plus tard
mailing-newsletter-closed = destinataires arrêtés
mailing-readers-now = Lecteurs actuels
mailing-test = M’envoyer un essai
mailing-test-help = L’essai part à { $address }.
mailing-trouble-relay = Le service d’envoi ne prend rien pour l’instant : « { $words } ». Nouvel essai le { $when }.
mailing-trouble-message = Le service d’envoi refuse ce message : « { $words } ». Nouvel essai le { $when }.
mailing-stopped = L’envoi est suspendu. Rien ne part tant que personne ne le reprend.
mailing-trouble-limit = La limite du service d’envoi est atteinte. L’envoi reprend le { $when }.
confirm-gone = { $count ->
    [one] { $count } est déjà parti.
   *[other] { $count } sont déjà partis.
}
publish-no-mailing-old = La date de cet article remonte à plus de deux jours : il ne part pas par courrier.
said-article-published-mail = L’article est publié. L’envoi peut encore être annulé avant la fin du délai, à la page « Envois ».
said-mailing-send-now = L’envoi commence.
said-mailing-let-go = Les lettres remises à plus tard partent.
said-mailing-cancel = L’envoi est annulé. Ce qui était déjà remis au service d’envoi ne peut être rappelé.
said-mailing-test = L’essai est en route.
said-mailing-settled = C’est noté.
problem-mailing-empty = Il ne reste aucun article dans cet envoi.
problem-mailing-not-sending = Cet envoi n’est pas en cours.
problem-note-long = Le mot de la rédaction est trop long : { $value } signes au plus.
problem-mailing-over = Cet envoi est terminé.
problem-mailing-not-held = Cet envoi n’attend plus.
problem-mailing-nothing-later = Aucune lettre n’a été remise à plus tard.
problem-mailing-under-way = L’envoi en cours doit d’abord se terminer.
problem-mailing-not-in-doubt = Ce courrier n’est plus incertain.
problem-mailing-frozen-elsewhere = Un autre processus s’occupe de cet envoi.
outbox-help = Aucun service d’envoi n’est réglé : les courriers restent ici, sur cette machine, au lieu de partir.
outbox-subject = Objet
outbox-from = De
outbox-to = À
outbox-date = Date
outbox-back = Boîte d’envoi locale
outbox-html = Version HTML
outbox-text = Version texte
outbox-headers = En-têtes
outbox-none = La boîte est vide
outbox-none-help = Les confirmations d’inscription, les liens de connexion et les envois aux abonnés s’y rangeront.
state-relay = Service d’envoi
state-relay-trouble = Ne prend rien pour l’instant : { $value }
state-last-mailing = Dernier envoi
state-no-mailing = Aucun envoi pour l’instant
state-doubts = Courriers incertains
state-doubts-some = { $value } : voir les pages des envois
state-deferred = Courriers reportés
state-letters = Courriers à une seule personne (confirmations, liens)
state-letters-waiting = { $value } à envoyer
state-letters-failed = { $value } non remis ces sept derniers jours
field-bounces = Boîte des retours (facultatif)
field-bounces-hint = Reçoit les avis de non-remise. Elle doit accepter les adresses avec un signe plus (retours+quelque-chose@…). Vide : les retours vont à l’adresse d’expédition.
problem-bounces-form = Écrivez une adresse complète, ou laissez vide.
