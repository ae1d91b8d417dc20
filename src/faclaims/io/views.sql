-- Questions that are asked of every archive. A claim with several subjects counts once for each of them.

CREATE VIEW claim_subjects AS
SELECT
  claim_id, article_id, publisher, published,
  speaker.name AS speaker, speaker.kind AS speaker_kind,
  subject.id AS subject, subject.stance AS stance, position = 1 AS is_main,
  assertion, form, text
FROM (
  SELECT *, unnest(subjects) AS subject, generate_subscripts(subjects, 1) AS position
  FROM claims
);

CREATE VIEW claims_per_speaker AS
SELECT
  speaker.name AS speaker, any_value(speaker.kind) AS speaker_kind,
  count(*) AS claims, count(DISTINCT article_id) AS articles,
  min(published) AS first_published, max(published) AS last_published
FROM claims
GROUP BY speaker.name
ORDER BY claims DESC, speaker;

CREATE VIEW claims_per_speaker_and_subject AS
SELECT
  speaker, subject, count(*) AS claims,
  count(*) FILTER (stance = 'favor') AS favor,
  count(*) FILTER (stance = 'against') AS against,
  count(*) FILTER (stance = 'neutral') AS neutral,
  min(published) AS first_published, max(published) AS last_published
FROM claim_subjects
GROUP BY speaker, subject
ORDER BY claims DESC, speaker, subject;

CREATE VIEW stance_over_time AS
SELECT
  date_trunc('month', published)::DATE AS month, subject, count(*) AS claims,
  count(*) FILTER (stance = 'favor') AS favor,
  count(*) FILTER (stance = 'against') AS against,
  count(*) FILTER (stance = 'neutral') AS neutral
FROM claim_subjects
WHERE published IS NOT NULL
GROUP BY month, subject
ORDER BY month, subject;

CREATE VIEW failures_per_reason AS
SELECT stage, reason, count(*) AS failures, any_value(path) AS for_instance
FROM failures
GROUP BY stage, reason
ORDER BY failures DESC, stage, reason;
