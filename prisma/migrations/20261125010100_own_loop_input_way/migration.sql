-- When something last came in by a way.
CREATE INDEX own_loop_input_way ON own_loop_input (way, id);
