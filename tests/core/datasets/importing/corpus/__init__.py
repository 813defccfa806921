"""Nasty files, made here byte by byte, each with what a careful analyst expects of it."""
