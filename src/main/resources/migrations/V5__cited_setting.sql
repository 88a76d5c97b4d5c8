-- How a cited text was set in its original: JSON with its headings and markup. Null where it was cited before this was kept.

ALTER TABLE cited_text ADD COLUMN setting TEXT;
