"""Compiles a bot's definition into a Lex V2 bot, as CloudFormation takes it; pure."""
