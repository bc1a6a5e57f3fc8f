// Package rewording is putting paragraphs of the report into one's own words. It is pure.
package rewording
