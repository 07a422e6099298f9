"""Amazon Lex V2."""
