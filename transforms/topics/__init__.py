"""What an article is about: IPTC Media Topics and affairs of regional government, with evidence."""

from transforms.topics.explanation import Explanation, explain
from transforms.topics.labels import label_topics
from transforms.topics.labels_file import read_labels
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.model import TopicModel
from transforms.topics.reference import topic_table
from transforms.topics.train import ClassReport, train
from transforms.topics.trial import Trial, try_fixtures

__all__ = [
    "ClassReport",
    "Explanation",
    "Lexicon",
    "TopicModel",
    "Trial",
    "explain",
    "label_topics",
    "load_lexicon",
    "read_labels",
    "topic_table",
    "train",
    "try_fixtures",
]
