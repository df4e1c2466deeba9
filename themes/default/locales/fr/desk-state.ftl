state-help = Ce que le programme sait de lui-même et de sa machine en ce moment.
state-what = Quoi
state-how = État
state-do = Ce qu’il en est
state-level-good = en ordre
state-level-note = à savoir
state-level-wrong = à faire
state-all-good = Tout est en ordre.
state-all-notes = Rien ne presse ; quelques points sont bons à savoir.
state-all-wrong = { $count ->
    [one] Une chose est à faire.
   *[other] { $count } choses sont à faire.
}
state-good = Tout va bien.
state-address = Adresse du site
state-address-good = Les liens sont faits avec { $value }.
state-address-plain = { $value } est atteinte sans chiffrement : placez un serveur mandataire avec TLS devant le site, et écrivez https:// dans site.address.
state-address-missing = site.address n’est pas donnée : les liens des courriers et des flux ne peuvent pas être faits. Écrivez [site] address = "https://exemple.org" dans kiosque.toml.
state-database = Base de données
state-database-open = D’autres comptes de cette machine peuvent lire la base de données : chmod 700 { $value }
state-database-good = Elle répond, et elle est à jour.
state-set-up = Mise en service
state-set-up-missing = Le site n’est pas en service : `kiosque account setup-link` donne le lien.
state-clock = Horloge
state-clock-good = Elle est plausible.
state-clock-wrong = L’horloge de la machine est fausse : activez la synchronisation de l’heure (systemd-timesyncd).
state-backup = Sauvegarde
state-backup-none = Aucune sauvegarde n’a été faite : `kiosque backup FICHIER` écrit tout en un seul fichier. Gardez-le sur une autre machine.
state-backup-good = { $value ->
    [0] La dernière date d’aujourd’hui.
    [1] La dernière date d’hier.
   *[other] La dernière date d’il y a { $value } jours.
}
state-backup-old = La dernière date d’il y a { $value } jours : faites-en une avec `kiosque backup FICHIER`.
state-proxy = Serveur mandataire
state-proxy-shared = Tout le monde semble venir de { $value } : c’est sans doute votre serveur mandataire. Ajoutez cette adresse à proxy.trusted, et faites-lui transmettre X-Forwarded-For ; sans cela, les limites d’essais frappent tout le monde à la fois.
state-folder = Dossier des données
state-folder-good = { $value } peut être écrit.
state-folder-closed = { $value } ne peut pas être écrit : donnez-le à l’utilisateur qui fait tourner kiosque.
state-key = Clé du site
state-key-open = D’autres peuvent lire { $value } : chmod 600 sur ce fichier.
state-disk = Place sur le disque
state-disk-good = Il reste { $value } Go.
state-disk-little = Il ne reste que { $value } Go : libérez de la place, ou agrandissez le disque.
state-disk-unknown = La place qui reste n’a pas pu être lue pour { $value }.
state-pages = Pages des lecteurs
state-search = Recherche
state-related = Articles liés
state-not-begun = Pas encore commencé.
state-behind = En retard de { $value } modifications ; cela se rattrape tout seul.
state-mail = Courrier
state-mail-outbox = Les courriers sont gardés sur cette machine, rien n’est envoyé.
