"""French prompts, written in French; each block names its depth, then what it is about."""

TEXT = """
# light
Quel petit bonheur as-tu eu cette semaine ?
Quel bruit du quotidien te met de bonne humeur ?
Lève-tôt, couche-tard, ou sieste assumée ?
Quel objet ne quitte jamais ton sac, et pourquoi ?
Quel métier voulais-tu faire en CE2 ?
Pour quel talent inutile mériterais-tu une médaille ?
Quelle bêtise d'enfant raconterais-tu sans rougir ?
Quelle odeur te ramène aussitôt quelque part ?
Quelle corvée fais-tu, en réalité, avec plaisir ?
À quoi ressemble ton dimanche idéal ?
Quel est le plus vieil objet dont tu te sers encore ?
Quelle petite victoire de la semaine mérite des applaudissements ?
Quelle manie ferait sourire tes colocataires ?
En avance, à l'heure, ou « j'arrive dans cinq minutes », depuis vingt minutes ?
Quel super-pouvoir te serait utile un mardi matin ?
Quel jour férié faudrait-il inventer ?
Que fais-tu quand il pleut et que tout est annulé ?
Quel cadeau ne coûtait presque rien et t'a fait un plaisir fou ?
Quelle était ta passion dévorante à treize ans ?
Si ta journée était un bulletin météo, que dirait-il ?
Quelle superstition suis-tu sans y croire ?
Quelle phrase répètes-tu sans t'en rendre compte ?
Quel achat minuscule t'a changé la vie ?
De quoi parlerais-tu à l'arrêt de bus au point de rater le bus ?
Quel est ton record personnel le plus absurde ?
Quelle saison te ressemble le plus ?
Que collectionnes-tu sans l'avoir jamais décidé ?
Quelle est ta façon préférée de ne rien faire ?
Quel compliment étonnant t'a-t-on fait un jour ?
Que sais-tu faire les yeux fermés ?

# light food
Pain au chocolat ou chocolatine, et jusqu'où irais-tu pour défendre ta réponse ?
Quel plat de ton enfance voudrais-tu qu'on te refasse ce soir ?
Qu'est-ce que tu cuisines quand tu n'as envie de rien ?
Quel fromage emporterais-tu sur une île, tant pis pour les voisins ?
Quel légume as-tu fini par aimer ?
Quel souvenir de cantine ne t'a jamais quitté ?
Pour toi, à quoi ressemble le goûter parfait ?

# light music
Quelle chanson te fait monter le son à coup sûr ?
Quelle chanson connais-tu par cœur sans l'avoir voulu ?
Quel instrument aimerais-tu savoir jouer demain matin ?
À quel concert irais-tu, toutes époques confondues ?

# light films
Quelle série as-tu dévorée en cachette ?
Quelle réplique de film cites-tu plus souvent que de raison ?
Quel dessin animé occupait tes mercredis après-midi ?

# light books
Quel livre as-tu offert plus d'une fois ?
Lis-tu la fin en premier, et de quel droit ?
Quelle histoire t'a fait lire sous la couette, à la lampe de poche ?

# light games
Quel jeu te rend de mauvaise foi ?
À quoi jouais-tu dans la cour de récré ?
Belote, tarot, échecs, ou le jeu dont tu as inventé les règles ?

# light nature
Mer, montagne, campagne, ou balcon bien exposé ?
Quelle plante a survécu à ta compagnie ?
Quel est le plus beau ciel que tu aies vu ?

# light animals
Quel animal ferait le meilleur colocataire ?
À quel animal poserais-tu une question, et laquelle ?

# light sport
Quel sport pratiques-tu surtout depuis le canapé ?
À vélo, à pied, ou « il y a bien un bus » ?

# light travel
Quel est ton pire souvenir de vacances, celui qui fait rire aujourd'hui ?
Que faisait-on, à l'arrière de la voiture, pour que le voyage passe plus vite ?
Que rapportes-tu toujours de voyage ?

# light making
Qu'as-tu fabriqué de tes mains en dernier ?
Quel objet as-tu réparé plutôt que de le jeter ?

# light tech
Quel appareil rendrais-tu volontiers au passé ?
Quel est ton premier souvenir devant un écran ?

# light city
Quel coin de ta ville garderais-tu secret ?
Où emmènes-tu quelqu'un qui vient ici pour la première fois ?

# light arts
Quelle image était accrochée au mur de ta chambre d'enfant ?
Quel art pratiquerais-tu si personne ne regardait ?

# light languages
Quelle expression de ta famille personne d'autre ne comprend ?
Quel mot as-tu plaisir à prononcer, rien que pour sa musique ?

# light work
Quel a été ton tout premier petit boulot ?
Quel moment de ta journée de travail ferait un bon dessin humoristique ?

# light grown_up
Quel verre, avec ou sans alcool, va le mieux avec une longue discussion ?
Quelle est ta plus belle histoire de dernier bus raté ?

# middle
Comment as-tu connu cette communauté ?
Que saurais-tu nous apprendre en dix minutes ?
Quelle rencontre de hasard a compté pour toi ?
Qu'attends-tu avec impatience ces prochains mois ?
Quel geste d'une personne inconnue n'as-tu pas oublié ?
Qu'as-tu repris après l'avoir abandonné ?
À quoi as-tu cru bien trop longtemps ?
Quel conseil n'as-tu pas suivi, et avais-tu raison ?
Quelle tradition as-tu inventée, pour toi ou avec d'autres ?
Quel détour a fini par conduire au bon endroit ?
Pour quoi vient-on souvent te demander un coup de main ?
Quelle amitié a commencé de façon improbable ?
Qu'est-ce qui te donne le sentiment d'être chez toi quelque part ?
Qu'est-ce qui te manque d'un endroit où tu as vécu ?
Qui inviterais-tu à dîner, toutes époques confondues ?
Quelle petite décision a eu de grandes conséquences ?
Que voudrais-tu redécouvrir comme au premier jour ?
D'où vient ton prénom, et te va-t-il bien ?
Dans ton voisinage, qui mériterait un chapitre de roman ?
À quoi as-tu dit non récemment, et tu as bien fait ?
Qu'as-tu appris de quelqu'un de bien plus jeune que toi ?
Quelle est la chose la plus courageuse que tu aies vu faire ?
Qu'est-ce qui te fait rire même les mauvais jours ?
Quelle chose prends-tu toujours le temps de bien faire ?
Sur quoi as-tu changé d'avis après une simple conversation ?
Quelle règle de ta famille te semblait normale, jusqu'au jour où tu as vu les autres ?

# middle food
Quelle recette raconte le mieux ta famille ?
Dans quelle cuisine as-tu tes meilleurs souvenirs ?

# middle music
Quelle chanson appartient à un été précis de ta vie ?

# middle films
Quel film montrerais-tu pour qu'on te comprenne un peu mieux ?

# middle books
Quel livre garde une place à part dans ta mémoire ?

# middle games
Qu'est-ce qu'un jeu t'a appris sur la défaite ?

# middle nature
Où respires-tu le mieux ?

# middle animals
Quel animal a compté dans ta vie ?

# middle sport
Quel effort valait bien toutes les courbatures du lendemain ?

# middle travel
Quel voyage a changé quelque chose en toi ?
Où passerais-tu une année si ta vie d'ici t'attendait sans bouger ?

# middle making
Que construirais-tu avec un atelier et un mois devant toi ?

# middle tech
Que préfères-tu encore faire sans écran ?

# middle city
Que changerais-tu dans cette ville d'un coup de baguette ?

# middle arts
Devant quelle œuvre as-tu oublié l'heure ?

# middle languages
Dans quelle langue comptes-tu, rêves-tu ou râles-tu ?

# middle work
Comment expliquerais-tu ton travail à un enfant de six ans ?
Quel métier aimerais-tu essayer pendant une semaine ?

# middle grown_up
Quel premier rendez-vous, réussi ou raté, veux-tu bien raconter ?

# deep
Quelle fierté gardes-tu d'habitude pour toi ?
Quel conseil donnerais-tu à la personne que tu étais il y a dix ans ?
Que tenterais-tu si ça ne pouvait pas rater ?
Qui remercierais-tu si cette personne était là ce soir ?
Quel moment revivrais-tu sans rien y changer ?
Quand as-tu eu le sentiment d'être exactement à ta place ?
Quelle porte fermée t'a finalement rendu service ?
Qu'est-ce qui devient plus facile avec les années ?
Quelle question aimerais-tu qu'on te pose plus souvent ?
Que gardes-tu de l'enfant que tu étais ?
Que fait une véritable amie, un véritable ami, que les autres ne font pas ?
De quoi as-tu cessé de t'en vouloir ?
À quoi reconnais-tu que tu vas bien ?
Quelle idée sur toi-même as-tu laissée derrière toi ?
Quand as-tu demandé de l'aide, et qu'en as-tu gardé ?
À quoi ressemble le courage dans une semaine ordinaire ?
Que voudrais-tu de plus dans ta vie, et quoi de moins ?
Qu'est-ce qu'une période difficile t'a appris qu'une facile n'aurait pas su ?
Quelle promesse envers toi-même as-tu tenue ?
Qu'est-ce qui te donne envie de revenir quelque part ?
Qu'aimerais-tu pouvoir nous raconter dans un an ?
Quelle parole est tombée au bon moment ?
Pour qui es-tu une belle rencontre, et pourquoi ?
Qu'aimerais-tu transmettre, même en tout petit ?

# deep food
Quel repas voudrais-tu goûter encore une fois, et qui était à table ?

# deep music
Quelle musique dit ce que tu n'arrives pas à dire ?

# deep books
Quelle histoire t'a fait comprendre que d'autres vivaient la même chose ?

# deep nature
Que te fait le silence, dehors ?

# deep travel
Qu'as-tu compris de chez toi en étant loin ?

# deep making
Que voudrais-tu laisser, que tu auras fait de tes mains ?

# deep city
À quoi ressemblerait une ville où personne ne reste seul ?

# deep work
Si l'argent n'était plus une question, que ferais-tu de tes matinées ?

# deep grown_up
Que sais-tu de l'amour aujourd'hui que tu ignorais à vingt ans ?
"""
