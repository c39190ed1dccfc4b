"""Walking through all conversations: what is said, what every button leads to, and which texts nobody can ever read.

`turns` plays one turn without Rasa, `walk` plays all of them, `written` is what people may write instead of pressing a
button, `reached` compares what was said with what stands in content/. The command is `make walk`.
"""
