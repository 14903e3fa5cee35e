"""Who does the ranking of a match run: this process, worker processes beside it, or a cluster.

A run is cut into chunks of requests. Ranking a chunk is pure, so it gives the same wherever and in whatever order it is
done.
"""
