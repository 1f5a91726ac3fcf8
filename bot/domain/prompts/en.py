"""English prompts: each block names its depth, then what it is about; see the package for the words."""

TEXT = """
# light
What made you smile this week?
Which small thing always cheers you up?
What is the most useless thing you know by heart?
Which smell takes you straight back to somewhere?
Are you early, on time, or running with one shoe on?
What is in your bag or pocket that would surprise us?
Which season suits you, and which one do you merely survive?
What did you want to be when you were eight?
Which household chore do you secretly enjoy?
What small thing did you buy that turned out to be brilliant?
If today had a colour, which would it be?
What is the oldest thing you own that still works?
Which everyday sound do you like best?
What would your perfect snow day look like?
Mornings or nights: when are you most yourself?
What were you really into at thirteen?
Which of your habits would make a flatmate laugh?
What is your favourite way of doing absolutely nothing?
Which superpower would be useful on an ordinary Tuesday?
What is the best present you ever got that cost next to nothing?
What would be hardest to explain to a visitor from three centuries ago?
What do you never leave home without, apart from keys and phone?
Which rule did you love to break at school?
What can you do with your eyes closed?
Which tiny luxury is worth it every single time?
What are you oddly good at?
Which superstition do you follow without believing in it?
What is the strangest compliment you ever received?
What is the best thing about the street you live in?
What do you collect without ever having decided to?

# light food
Which dish could you eat every day?
Tea, coffee or neither, and how do you take it?
What do you cook when there is nothing in the house?
Which food did you hate as a child and love today?
Sweet or savoury for breakfast, and what is your case for it?
What is the best thing you ever ate standing up?

# light music
Which song always gets you dancing?
Which song do you know word for word without ever having chosen to?
Which concert would you go to tomorrow, from any decade?
Which instrument would you like to wake up able to play?

# light films
Which film have you seen more often than you admit?
Which place from a film or a series would you move to?
Which series would you love to watch again for the first time?

# light books
Which book did you press into somebody else's hands?
Do you finish books you do not like, or do you run?
Which character from a story would you share a train compartment with?

# light games
Which game brings out your worst side?
What did you play in the playground, and what were the rules?
Which game would you teach us if we had an hour and a table?

# light nature
Forest, sea, mountain or garden chair?
Which plant has survived living with you?
What is the finest sky you remember?

# light animals
Which animal would make the best flatmate?
Which animal would you like to understand for one day?

# light sport
Which sport do you enjoy most from the sofa?
What gets you moving: music, company, good weather or cake afterwards?

# light travel
What is the worst holiday you still laugh about?
Window seat, aisle seat, or the train that takes twice as long?
Which place turned out better than its pictures?

# light making
What did you last make with your own hands?
What did you repair instead of throwing it away?

# light tech
Which gadget would you give back to the past?
What is the first thing you remember doing on a computer?

# light city
Which place in this town do you show to every visitor?
Where do you go around here when it rains?

# light arts
Which picture hung on a wall that you looked at every day?
Which art would you practise if nobody were watching?

# light languages
Which word from another language should everybody borrow?
Which word do you simply enjoy saying out loud?

# light work
What was your very first paid job, and what did you buy with the money?
Which part of your working day would make a good cartoon?

# light grown_up
Which drink, with or without alcohol, goes with a good conversation?
What is your most heroic story of coming home late?

# middle
Which skill would you learn if it took one afternoon?
What did somebody teach you that you still use?
What brought you to this community?
Which conversation changed your mind about something?
What are you looking forward to this season?
When did a stranger last do you a kindness?
What have you taken up again after giving it up?
Which tradition did you invent, alone or with others?
What did you once believe for far too long?
Which of your neighbours would deserve a chapter in a book?
What do you do on a Sunday when nothing is planned?
What makes you feel at home in a new place?
Which piece of advice did you ignore, and were you right?
Which detour turned out to be a good one?
What do people often ask you to help them with?
Which small decision had large consequences?
What could you talk about for twenty minutes without notes?
What do you miss from a place where you used to live?
Which friendship of yours began in an unlikely way?
What would you like to be a beginner at once more?
Whom would you invite to dinner, from any century?
What did you learn the hard way that had an easy way?
What is the bravest thing you have seen somebody else do?
What did you say no to lately, and were glad you did?
How did you get your name, and does it suit you?
What are you curious about that is of no use whatsoever?

# middle food
Which recipe tells the story of your family best?
Whose kitchen do you remember most fondly?

# middle music
Which song belongs to one precise summer of yours?

# middle films
Which film would you show somebody so that they understand you a little?

# middle books
Which book has stayed with you longer than you expected?

# middle games
What has a game taught you about losing?

# middle nature
Where outdoors do you breathe best?

# middle animals
Which animal has mattered in your life?

# middle sport
Which effort was worth every sore muscle the next morning?

# middle travel
Which journey changed you a little?
Where would you spend a year if your life here waited for you, unchanged?

# middle making
What would you build if you had a workshop and a free month?

# middle tech
What do you still prefer to do without a screen?

# middle city
If you could change one thing in this town overnight, what would it be?

# middle arts
When did a work of art last stop you in your tracks?

# middle languages
In which language do you count, swear or dream, and why that one?

# middle work
How would you explain your work to a six-year-old?
Which job would you like to try for one week?

# middle grown_up
Which first date, splendid or dreadful, are you willing to tell?

# deep
Who would you thank if they were here tonight?
What is something you are proud of and rarely mention?
What would you try if you knew it could not go wrong?
Which moment would you live once more, exactly as it was?
What did you need to hear ten years ago?
When did you last feel that you were in the right place?
Which closed door are you glad about today?
What has become easier with the years?
What would you like to be asked more often?
Which part of your childhood do you still carry with you?
What does a good friend do that others do not?
What have you forgiven yourself for?
Which conviction have you let go of over the years?
When did asking for help go better than you feared?
What does courage look like in an ordinary week?
For whom are you a good person to know, and why?
What do you want more of in your life, and what less?
What did a hard time teach you that an easy one could not?
Which promise to yourself have you kept?
What makes a place feel safe to you?
What would you like to be able to tell us a year from now?
When do you feel most like yourself?
Which few words helped you at the right moment?

# deep food
Which meal would you love to taste once more, and who was at the table?

# deep music
Which piece of music says what you cannot put into words?

# deep books
Which story told you that you were not the only one?

# deep nature
What does silence outdoors do to you?

# deep travel
What did you find out about home by being far from it?

# deep making
What would you like to leave behind that you made yourself?

# deep city
What would a town look like where nobody stays lonely?

# deep work
If money were taken care of, what would you do with your mornings?

# deep grown_up
What do you know about love now that you did not know at twenty?
"""
