"""Start the worker behind a wall, and end it with everything that it left behind.

Theory of operation. A *backend* (bubblewrap, user, bare) knows how to start the worker so that it is shut in,
and how to end all of it. A *box* is one running worker: two pipes and a process. `Sandbox` opens boxes of the
strongest backend that works here, and says which; a warm one serves many submissions with one boot (see warm).
This room knows nothing of submissions, checks and points; blame is not its business either: a box that ends is a
fact, and what it means is for `observe` to say.

Nothing here imports NumPy: a worker takes a tenth of a second to boot, and the supervisor starts it first and
loads its own libraries meanwhile.
"""
