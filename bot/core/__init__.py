"""The core: questions, the interview, what is said. Pure: values in, values out."""
