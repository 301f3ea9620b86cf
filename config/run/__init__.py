"""`make run`: the whole registry on one machine, without root and without separately installed servers.

One process starts the Redis-protocol server, the web server, the worker and the beat, watches them, and ends
them all when it is asked to stop. Only `prepare` knows Django; it runs in a process of its own.
"""
