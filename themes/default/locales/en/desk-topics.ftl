# Topics: suggestions beside a text, merging.
topics-suggested = Suggested from the text
topics-why-named = { $count ->
    [one] named once in the text
   *[other] named { $count } times in the text
}
topics-why-headline = { $count ->
    [one] named in the headline
   *[other] named { $count } times, in the headline too
}
topics-why-near = { $count ->
    [one] a topic of one near article
   *[other] a topic of { $count } near articles
}
topics-why-repeated = { $count ->
    [one] named once, no topic yet
   *[other] named { $count } times, no topic yet
}
topics-merge-ask = Merge with another topic…
topics-merge = Merge two topics
topics-merge-help = “{ $value }” goes: its articles, its addresses and the newsletters that follow it pass to the other topic. Texts in languages that the other lacks are kept.
topics-merge-choose = Choose a topic
topics-merge-button = Merge
field-into = Into which
said-topics-merged = The two topics are one now.
problem-topic-itself = A topic cannot be merged with itself.
problem-topic-missing = Choose the topic that stays.
