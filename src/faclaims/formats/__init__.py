"""Results in formats that other programs read, and corrected annotations back to gold.

================  ==========================================================================================
module            what it writes
================  ==========================================================================================
`schema_org`      schema.org ``Claim`` as JSON-LD: what search engines and fact-checkers read
`web_annotation`  W3C Web Annotation: each claim as an annotation of its article, and back
`label_studio`    Label Studio tasks to correct, and the corrected export back to gold
`spacy_doc`       spaCy ``Doc`` with span groups (``pip install faclaims[spacy]``)
`frames`          pandas, polars and Arrow tables
================  ==========================================================================================
"""
