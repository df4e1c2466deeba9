signed-out-help = Rien n’est perdu. Connectez-vous ici : ce que vous veniez d’envoyer pourra repartir d’un bouton.
again-title = Vous êtes de nouveau dans l’espace rédaction
again-help = Votre envoi est prêt, tel que vous l’aviez écrit.
again-button = Envoyer de nouveau
