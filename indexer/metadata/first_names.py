"""Which words are common first names?

Used for one thing only: to tell where one name ends and the next begins in a list printed without commas ("Jessica Ek
Lennart Alm"). A name that is missing here is not lost; two people may then be read as one.

Source: the commonest first names in Sweden (Statistics Sweden, all living bearers), with older ones added.
"""

FIRST_NAMES = frozenset(
    """
    Adam Agneta Agnes Albin Albert Alexander Alexandra Alf Alfred Ali Alice Allan Alva Amanda Amelia Amina
    Anders Andreas André Angelica Anita Anja Ann Anna Annelie Anneli Annette Annica Annika Anne Anton Arne Arvid
    Asta Astrid August Axel Barbro Beata Bengt Bertil Bernt Berit Birger Birgit Birgitta Björn Bo Bosse Britt
    Britta Caj Camilla Carin Carina Carl Carola Caroline Carolina Cecilia Charlotta Charlotte Christel Christer
    Christian Christina Christine Claes Clara Clas Conny Dag Dan Daniel Daniella David Dennis Diana Dick Ebba
    Eddie Edit Edith Edvard Edwin Eila Einar Elin Elina Elisabet Elisabeth Elise Ella Ellen Ellinor Elof Elsa
    Elsy Elvira Emanuel Emelie Emil Emilia Emma Eric Erik Erika Erland Ernst Ester Eva Evert Evelina Fanny
    Fatima Felicia Felix Filip Folke Frans Fredrik Fredrika Frida Fritz Gabriel Gabriella Georg Gerd Gert
    Gertrud Gina Glenn Gottfrid Greger Greta Gudrun Gun Gunborg Gunilla Gunnar Gunnel Gunvor Gustaf Gustav Göran
    Gösta Göte Hampus Hanna Hanne Hannah Hans Harald Harriet Harry Hasse Hassan Helen Helena Helene Helge Helmer
    Hedvig Henning Henric Henrik Henry Herbert Herman Hilda Hilding Hjalmar Hugo Hussein Håkan Ida Ilko Ilse
    Inez Inga Inge Ingela Inger Ingegerd Ingemar Ingrid Ingvar Irene Iris Irma Isabella Isabelle Isak Ivan Ivar
    Jacob Jakob Jan Janne Jane Jasmine Jeanette Jennie Jenny Jens Jesper Jessica Jill Jim Jimmy Joakim Joel
    Johan Johanna Johannes John Jon Jonas Jonathan Jonny Josef Josefin Josefine Judit Julia Julius Jörgen Kaj
    Kalle Karin Karl Karolina Katarina Katrin Katrina Kenneth Kent Kerstin Kevin Kim Kjell Klara Klas Knut
    Krister Kristian Kristin Kristina Kristine Kristoffer Kurt Kåre Lars Lasse Laila Leif Lena Lennart Leo
    Leonard Leonid Lilian Lillemor Lilly Lina Linda Linn Linnea Linus Lisa Lisbeth Lise Liv Lotta Lotten Louise
    Love Lova Lovisa Lucas Ludvig Lukas Madeleine Magdalena Magnus Maj Maja Malin Marcus Margareta Margaretha
    Margit Margot Maria Mariana Mariann Marianne Marie Marika Marina Marita Markus Marlene Martin Martina
    Mathias Matilda Mats Mattias Max Maximilian Melker Michael Mikael Mikaela Mimmi Mirjam Moa Mohamed Mohammad
    Mona Monica Monika Morgan Märta Måns Mårten Natalie Nathalie Nelly Nicklas Niclas Nicole Niklas Nils Nina
    Noah Nora Ola Olga Olivia Olle Olof Olov Oscar Oskar Ove Owe Pamela Patricia Patrick Patrik Paul Paula Peder
    Per Pernilla Peter Petra Petter Philip Pia Pierre Pontus Pär Ragnar Ragnhild Ralf Ramona Rasmus Rebecca
    Rebecka Reidar Reine Richard Rickard Rikard Rita Robert Robin Roger Roland Rolf Ronny Rosa Roy Rune Rut Ruth
    Sam Samuel Sandra Sanna Sara Sarah Sebastian Selma Signe Sigrid Sigvard Simon Simone Siv Sofia Sofie Solveig
    Sonja Sophia Sophie Staffan Stefan Stellan Sten Stig Stina Sture Sune Susan Susanna Susanne Svante Svea Sven
    Sylvia Terese Teresia Therese Theresia Therés Thomas Thor Thorsten Tilda Tim Tina Tobias Tom Tomas Tommy
    Tony Tor Tora Torbjörn Tord Tore Torgny Torsten Tove Tuva Tyra Ulf Ulla Ulrica Ulrika Urban Ursula Valdemar
    Valter Vanja Vera Veronica Veronika Victor Victoria Viktor Viktoria Vilhelm Vilma Vincent Viola Viveca
    Viveka Walter Werner Wilhelm Wilma Wiveka Yngve Ylva Yvonne Zara Åke Åsa Örjan Östen
    """.split()  # noqa: SIM905 -- a text of names can be read; a list of them, one a line, cannot
)
