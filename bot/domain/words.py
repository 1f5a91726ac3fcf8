"""The words of check-in codes: 256 everyday nouns a language, easy to say across a noisy table."""

from __future__ import annotations

WORDS = {
    "en": """
acorn actor album almond amber anchor angel ankle apple apron arcade armour arrow artist atlas attic
autumn avenue badge bagel bakery balcony ballet bamboo banana banjo barley barrel basil basket beach
beacon beaver beetle bench berry bicycle biscuit blanket blossom bonfire bottle bracelet branch bridge
bronze bubble bucket buffalo bundle butter button cabin cactus camera canal candle canoe canvas captain
caramel carpet carrot castle cedar celery cello chalk cherry chess chimney cinema circle circus citrus
clarinet cloud clover cobalt coconut coffee comet compass copper coral cotton cradle crayon cricket
crystal cushion cyclone daisy dancer denim desert diamond dolphin donkey dragon drawer drummer eagle earth
easel echo eclipse elbow elephant ember emerald engine falcon feather fennel ferry fiddle finger flamingo
flute forest fossil fountain foxglove galaxy garden garlic ginger giraffe glacier glove granite grape
guitar hammer hammock harbour harp hazel helmet heron hickory honey horizon hurdle iceberg igloo indigo
island ivory jacket jaguar jasmine jigsaw jungle kayak kettle kitchen kitten ladder lagoon lantern
lavender lemon leopard library lilac lily lizard lobster magnet mango maple marble market meadow melon
mirror mitten monkey mosaic mountain muffin museum mustard needle nettle notebook nutmeg oasis ocean olive
onion opera orange orbit orchard orchid otter oyster paddle palace panda panther paper parade parrot
pastry peach peanut pebble pelican pencil pepper piano picnic pigeon pillow pine pirate planet plum pocket
poem pony poppy potato prism puffin pumpkin puzzle quartz quilt rabbit radio radish raven ribbon river
robin rocket saddle saffron salmon sandal satin scarf seagull shadow shell silver spider spruce
tulip tunnel turtle
""".split(),
    "fr": """
abeille abricot accordéon agenda aigle ail album algue amande ambre ananas ancre anneau antilope archet
ardoise argile armoire arrosoir artiste assiette atelier aube aurore avion avocat bagage baguette balai
balcon baleine bambou banane banjo barque basilic bateau berger beurre bijou biscuit bison blouson bocal
bonnet bouclier bougie boulanger bouquet bourgeon boussole bouteille bouton branche brioche brise brosse
bureau cabane cactus cadeau cahier caillou calèche caméra canapé canard canoë caramel carotte carreau
cascade casque castor cerise chameau chanson chapeau charbon château chemise cheval chocolat cigale
cigogne ciseau citron clavier clocher cobalt colline colombe comète compas concert coquille corail cornet
coton couleur coussin crayon crêpe crevette cristal cuisine cuivre cygne dauphin dentelle désert dessin
diamant domino donjon dragon écharpe échelle éclair écorce écureuil église éléphant émeraude enclume encre
épice épingle érable escargot étang étoile éventail fanfare farine faucon fenêtre ferme festin feuille
ficelle figue flamme flocon flûte fontaine forêt fougère foulard fourmi fraise framboise fusée galaxie
galet garage gazelle girafe glacier gomme grelot grenade guitare hamac harpe hérisson héron hibou
hirondelle horloge huître iguane île iris ivoire jardin jasmin jonquille journal jungle kayak kiwi koala
lagune laine laiton lampion lanterne lavande lézard lilas linge loupe lumière lune lutin magnolia maison
mandarine mangue manteau marbre marché marmite marronnier masque melon menthe mésange miel miroir montagne
mosaïque moulin mouton muguet musée myrtille nacre navire neige noisette nuage oasis océan olive ombrelle
opéra orage orange orchidée oreiller orgue ortie osier palais palmier panda panier papillon parasol parfum
parquet pastèque pavot peigne pélican pendule perle persil piano pigeon pinceau pirate pivoine planète
""".split(),
}
"""One list a language, 256 words each (one byte a word), all different without their accents."""
